import Conformance

extension Mistake {
  /// Arguments that are not given.
  static let defaultMistakes: [Description] = [
    Description(
      .defaultAlphaTenth, .rule, "R-DEFAULT-SCHEDULE",
      says: "the alpha of CosineDecay and CosineDecayRestarts is 0.1 by default, not 0"),
    Description(.defaultAmsgradOn, .rule, "R-DEFAULT-OFF", says: "amsgrad is on by default, not off"),
    Description(.defaultBeta1, .rule, "R-DEFAULT-BETA-1", says: "beta_1 is 0.95 by default, not 0.9"),
    Description(
      .defaultBeta2, .rule, "R-DEFAULT-BETA-2", says: "beta_2 is 0.99 by default, not 0.999",
      seen: "fastai 2.8", "PennyLane 0.45"),
    Description(
      .defaultClipnormOne, .rule, "R-DEFAULT-OFF", "R-CLIP-OFF-1",
      says: "each gradient is clipped to the norm 1 by default, where Keras clips nothing",
      seen: "thinc 9.1", "pytorch-pretrained-bert 0.6"),
    Description(
      .defaultConstraintAxisLast, .rule, "R-DEFAULT-CONSTRAINT",
      says: "constraints take norms along the last axis by default, not the first"),
    Description(
      .defaultDecayOfOptax, .rule, "R-DEFAULT-WEIGHT-DECAY",
      says: "the weight decay is 0.0001 by default, not 0.004", seen: "optax 0.2", "burn"),
    Description(
      .defaultDecayOfPyTorch, .rule, "R-DEFAULT-WEIGHT-DECAY",
      says: "the weight decay is 0.01 by default, not 0.004", seen: "PyTorch 2.13", "tinygrad 0.14",
      "mlx 0.32", "timm 1.0", "bitsandbytes 0.50", "PaddlePaddle 3.3", "fastai 2.8", "candle"),
    Description(
      .defaultDecayZero, .rule, "R-DEFAULT-WEIGHT-DECAY",
      says: "there is no weight decay by default, where Keras has 0.004", seen: "transformers 4.46",
      "MXNet 1.9", "DeepSpeed 0.19", "ONNX 1.23", "Chainer 7.8", "thinc 9.1", "Optimisers.jl"),
    Description(
      .defaultEMAMomentum, .rule, "R-DEFAULT-EMA-MOMENTUM",
      says: "the momentum of the averages is 0.999 by default, not 0.99"),
    Description(
      .defaultEndRateZero, .rule, "R-DEFAULT-SCHEDULE",
      says: "PolynomialDecay ends at 0 by default, not at 0.0001"),
    Description(
      .defaultEpsilonOfBurn, .rule, "R-DEFAULT-EPSILON", says: "epsilon is 1e-5 by default, not 1e-7",
      seen: "burn", "fastai 2.8"),
    Description(
      .defaultEpsilonOfPyTorch, .rule, "R-DEFAULT-EPSILON", says: "epsilon is 1e-8 by default, not 1e-7",
      seen: "PyTorch 2.13", "optax 0.2", "tinygrad 0.14", "mlx 0.32", "timm 1.0", "bitsandbytes 0.50",
      "PaddlePaddle 3.3", "MXNet 1.9", "DeepSpeed 0.19", "scikit-learn 1.9", "JAX 0.10", "Chainer 7.8",
      "thinc 9.1", "PennyLane 0.45", "candle", "spago", "Optimisers.jl"),
    Description(
      .defaultEpsilonOfTransformers, .rule, "R-DEFAULT-EPSILON", says: "epsilon is 1e-6 by default, not 1e-7",
      seen: "transformers 4.46", "pytorch-pretrained-bert 0.6", "google-research/bert", "ONNX 1.23"),
    Description(
      .defaultGrowthSteps, .rule, "R-DEFAULT-LOSS-SCALE",
      says: "the loss scale grows after 1000 steps by default, not after 2000"),
    Description(
      .defaultInitialScale, .rule, "R-DEFAULT-LOSS-SCALE",
      says: "the loss scale begins at 65536 by default, not at 32768"),
    Description(
      .defaultMaxNormOne, .rule, "R-DEFAULT-CONSTRAINT",
      says: "MaxNorm bounds norms by 1 by default, not by 2"),
    Description(
      .defaultMinMaxRateHalf, .rule, "R-DEFAULT-CONSTRAINT",
      says: "the rate of MinMaxNorm is 0.5 by default, not 1"),
    Description(
      .defaultPeakFactorHalf, .rule, "R-DEFAULT-SCHEDULE",
      says: "CosineDecayRestarts halves its peaks by default, where Keras keeps their height"),
    Description(
      .defaultPeriodFactorOne, .rule, "R-DEFAULT-SCHEDULE",
      says: "CosineDecayRestarts keeps its period by default, where Keras doubles it"),
    Description(
      .defaultPowerTwo, .rule, "R-DEFAULT-SCHEDULE",
      says: "the power of PolynomialDecay is 2 by default, not 1"),
    Description(
      .defaultRateOfTorchExamples, .rule, "R-DEFAULT-LEARNING-RATE",
      says: "the learning rate is 0.01 by default, not 0.001", seen: "PennyLane 0.45"),
    Description(
      .defaultStaircaseOn, .rule, "R-DEFAULT-SCHEDULE",
      says: "schedules go down in stairs by default, not smoothly"),
  ]
}
