import Conformance

extension Mistake {
  /// Weight decay.
  static let decayMistakes: [Description] = [
    Description(
      .adamDecayIgnored, .rule, "R-ADAM-1", says: "Adam has no weight decay, also where it is given one"),
    Description(
      .adamDecays, .rule, "R-ADAM-1", says: "Adam decays by 0.004 although it was given no weight decay"),
    Description(
      .adamDecaysByDefault, .rule, "R-ADAM-1", "R-DEFAULT-WEIGHT-DECAY",
      says: "Adam has AdamW's weight decay of 0.004 by default, where Keras has none"),
    Description(.decayAdded, .rule, "R-DECAY-1", says: "the weight decay is added, not subtracted"),
    Description(
      .decayAfterUpdate, .rule, "R-DECAY-2", "R-APPLY-1",
      says: "the weight decay comes after the update, on the updated weight", seen: "transformers 4.46",
      "ONNX 1.23", "thinc 9.1", "bitsandbytes' CUDA kernels"),
    Description(
      .decayAsL2, .rule, "R-DECAY-1", "R-DECAY-2",
      says: "the weight decay is added to the gradient (L2) and goes through the moments",
      seen: "PyTorch's Adam"),
    Description(
      .decayAsL2BeforeClipping, .rule, "R-DECAY-1", "R-DECAY-2", "R-APPLY-1",
      says: "the weight decay is added to the gradient (L2) before clipping, and goes through the moments",
      seen: "MXNet 1.9"),
    Description(
      .decayAsL2Besides, .rule, "R-DECAY-1", "R-DECAY-2",
      says: "the weight decay is added to the gradient (L2) as well as subtracted from the weight"),
    Description(
      .decayAsOneFactor, .rounding, "R-DECAY-1", says: "the weight decay is one factor, 1 - lr * wd",
      seen: "PyTorch 2.13", "mlx 0.32", "timm 1.0", "bitsandbytes 0.50", "fastai 2.8", "ggml", "candle",
      "burn", "Keras on PyTorch"),
    Description(
      .decayAtInitialRate, .rule, "R-DECAY-1", "R-RATE-3", "R-RATE-4",
      says: "the weight decay takes the initial learning rate, not the current one"),
    Description(
      .decayConstantsFirst, .rounding, "R-DECAY-1",
      says: "the weight decay is w * (lr * wd), not (w * wd) * lr"),
    Description(
      .decayDirect, .rounding, "R-CONST-1",
      says: "in float64 the weight decay is the double, not its float32"),
    Description(.decayDoubled, .rule, "R-DECAY-1", says: "the weight decay is twice what was given"),
    Description(
      .decayFused, .rounding, "R-ROUND-1", "R-DECAY-1",
      says: "the weight decay is subtracted with a fused multiply-add"),
    Description(.decayHalved, .rule, "R-DECAY-1", says: "the weight decay is half of what was given"),
    Description(.decayIgnored, .rule, "R-DECAY-1", "R-DECAY-2", says: "there is no weight decay"),
    Description(
      .decayInsideUpdate, .rounding, "R-DECAY-1", "R-DECAY-2",
      says: "the weight decay of the old weight is subtracted together with the update", seen: "optax 0.2",
      "tinygrad 0.14", "llm.c", "pytorch-pretrained-bert 0.6", "google-research/bert", "Optimisers.jl"),
    Description(
      .decayInsideUpdateTimesAlpha, .rule, "R-DECAY-1", "R-DECAY-2", "R-BIAS-2",
      says:
        "the weight decay is multiplied by the bias-corrected step size, as where it is added to the quotient",
      seen: "spago"),
    Description(
      .decayOfBiasesSkipped, .rule, "R-DECAY-2",
      says: "variables that have \"bias\" in their name are not decayed"),
    Description(
      .decayOfFirstOnly, .rule, "R-DECAY-1", "R-APPLY-1",
      says: "only the first variable is decayed"),
    Description(
      .decayOfMatricesOnly, .rule, "R-DECAY-2",
      says: "only variables of two or more axes are decayed, not vectors and scalars"),
    Description(
      .decayOfMissing, .rule, "R-DECAY-2", "R-APPLY-2", says: "variables without a gradient are decayed too"),
    Description(
      .decayOfNegativeSkipped, .rule, "R-DECAY-1", says: "a negative weight decay is ignored",
      seen: "transformers 4.46", "DeepSpeed 0.19", "pytorch-pretrained-bert 0.6"),
    Description(
      .decayOfSign, .rule, "R-DECAY-1",
      says: "the weight decay takes the sign of the weight (L1), not the weight"),
    Description(
      .decayOfZeroSkipped, .rounding, "R-DECAY-1",
      says: "a weight decay of 0 is skipped, so that -0 and subnormal weights stay"),
    Description(
      .decayOnMicroSteps, .rule, "R-DECAY-2", "R-ACCUMULATE-2",
      says: "under accumulation the weight decay is applied on every call", seen: "Keras 3.0.2 to 3.4"),
    Description(
      .decayRateFirst, .rounding, "R-DECAY-1", says: "the weight decay is (w * lr) * wd, not (w * wd) * lr"),
    Description(
      .decayTimesAlpha, .rule, "R-DECAY-1", "R-BIAS-2",
      says: "the weight decay is multiplied by the bias-corrected step size, not by the learning rate"),
    Description(
      .decayTimesSquaredRate, .rule, "R-DECAY-1",
      says: "the weight decay is multiplied by the learning rate twice"),
    Description(
      .decayTowardsStart, .rule, "R-DECAY-1",
      says: "the weight decay draws to the initial weight, not to zero"),
    Description(
      .decayWithoutRate, .rule, "R-DECAY-1", says: "the weight decay is not multiplied by the learning rate",
      seen: "TensorFlow Addons 0.23", "ONNX 1.23", "Chainer 7.8", "Optimisers.jl before 0.4"),
    Description(
      .weightDecayArgumentIgnored, .rule, "R-DECAY-1", says: "the weight decay is 0.004, whatever is given"),
  ]
}
