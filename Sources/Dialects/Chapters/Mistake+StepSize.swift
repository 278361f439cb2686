import Conformance

extension Mistake {
  /// The step number and the step size.
  static let stepSizeMistakes: [Description] = [
    Description(
      .alphaDividedFirst, .rounding, "R-UPDATE-1", "R-ROUND-1",
      says: "the step size is divided by the root first, and then multiplied by the momentum"),
    Description(
      .alphaOfQuotient, .rounding, "R-BIAS-2", "R-ROUND-1",
      says: "the step size is lr * (sqrt(1 - p2) / (1 - p1)), not (lr * sqrt(1 - p2)) / (1 - p1)"),
    Description(
      .alphaTimesQuotient, .rounding, "R-UPDATE-1", "R-ROUND-1",
      says: "the step size multiplies the quotient of momentum and root, where Keras multiplies the momentum",
      seen: "spago"),
    Description(.beta1Ignored, .rule, "R-MOMENTUM-1", "R-BIAS-2", says: "beta_1 is 0.9, whatever is given"),
    Description(.beta2Ignored, .rule, "R-VELOCITY-1", "R-BIAS-2", says: "beta_2 is 0.999, whatever is given"),
    Description(
      .betasOfPowersDirect, .rounding, "R-CONST-1", "R-POWER-3",
      says: "in float64 the betas of the powers are the doubles, not their float32"),
    Description(
      .betasSwapped, .rule, "R-BIAS-2", "R-MOMENTUM-1", "R-VELOCITY-1",
      says: "beta_1 and beta_2 are exchanged"),
    Description(
      .biasCorrectionInDouble, .rounding, "R-BIAS-2", "R-POWER-1", "R-POWER-2", "R-CONST-1",
      says: "the bias correction is computed in double and rounded once, not in the dtype",
      seen: "PyTorch 2.13", "timm 1.0", "transformers 4.46", "bitsandbytes 0.50", "MXNet 1.9", "Chainer 7.8",
      "fastai 2.8", "thinc 9.1", "PennyLane 0.45", "scikit-learn 1.9", "candle", "spago", "DJL"),
    Description(
      .biasCorrectionInverted, .rule, "R-BIAS-2",
      says: "the bias correction is inverted: (1 - p1) / sqrt(1 - p2)"),
    Description(
      .biasCorrectionMissing, .rule, "R-BIAS-2", "R-BIAS-1", says: "there is no bias correction",
      seen: "mlx 0.32 by default", "mlx-swift", "google-research/bert", "pytorch-pretrained-bert 0.6"),
    Description(
      .biasCorrectionOfMomentumOnly, .rule, "R-BIAS-2",
      says: "only the momentum is corrected for bias, not the velocity"),
    Description(
      .biasCorrectionOfVelocityOnly, .rule, "R-BIAS-2",
      says: "only the velocity is corrected for bias, not the momentum"),
    Description(
      .biasCorrectionRootOfBoth, .rule, "R-BIAS-2",
      says: "the root is taken of both bias corrections, not only of the velocity's"),
    Description(
      .biasCorrectionWithoutRoot, .rule, "R-BIAS-2",
      says: "no root is taken of the velocity's bias correction"),
    Description(
      .biasCorrectionsExchanged, .rule, "R-BIAS-2",
      says: "the bias corrections of momentum and velocity are exchanged"),
    Description(
      .biasOfFirstStepOnly, .rule, "R-BIAS-1", says: "every step has the bias correction of the first"),
    Description(
      .biasOfRawCalls, .rule, "R-BIAS-1", "R-ACCUMULATE-5",
      says: "under accumulation the step number of the bias correction counts calls, not updates",
      seen: "Keras 3.0.2 to 3.4"),
    Description(
      .callableBetasIgnored, .rule, "R-BETA-1", says: "a callable beta is ignored: the default is taken"),
    Description(
      .oneMinusBetaInDType, .rounding, "R-CONST-3",
      says: "1 - beta is subtracted in the dtype, not in double", seen: "TensorFlow Addons 0.23",
      "PaddlePaddle 3.3", "MXNet 1.9", "DeepSpeed 0.19", "ONNX 1.23", "thinc 9.1", "llm.c"),
    Description(
      .oneMinusBetaInFloat32, .rounding, "R-CONST-3", "R-CONST-2",
      says: "1 - beta is subtracted in float32, whatever the dtype"),
    Description(
      .powersByProduct, .rounding, "R-POWER-1", "R-POWER-2", "R-POWER-3",
      says: "the powers of the betas are running products", seen: "tinygrad 0.14", "PaddlePaddle 3.3",
      "DeepSpeed 0.19", "TensorFlow.js", "Optimisers.jl"),
    Description(
      .powersBySquaring, .rounding, "R-POWER-1", "R-POWER-2", "R-POWER-3",
      says: "the powers of the betas are found by squaring"),
    Description(
      .powersOfBeta1, .rule, "R-BIAS-2", "R-POWER-1",
      says: "both powers of the bias correction are of beta_1"),
    Description(
      .powersOfBeta2, .rule, "R-BIAS-2", "R-POWER-1",
      says: "both powers of the bias correction are of beta_2"),
    Description(
      .stepNumberAddedInDType, .rounding, "R-BIAS-1",
      says: "the step number is iterations in the dtype plus 1 in the dtype, rounded twice"),
    Description(
      .stepNumberCountsGradients, .rule, "R-BIAS-1",
      says: "the step number counts each gradient: it goes up in the loop over the variables that have one"),
    Description(
      .stepNumberCountsVariables, .rule, "R-BIAS-1",
      says: "the step number counts each variable: it goes up in the loop over variables, not once in a call"),
    Description(
      .stepNumberFromZero, .rule, "R-BIAS-1",
      says: "the step number starts one too late: the first two updates are both number 1"),
    Description(
      .stepNumberInFloat32, .rounding, "R-BIAS-1", "R-POWER-2",
      says: "the step number of 16-bit variables stays float32, so that it does not stop growing"),
    Description(
      .stepNumberNotRestored, .rule, "R-STATE-2", "R-BIAS-1",
      says: "the step number of the bias correction begins at 1 again where an initial state goes on"),
    Description(
      .stepNumberOneAhead, .rule, "R-BIAS-1",
      says: "the step number is one ahead: the first update is number 2"),
    Description(
      .stepsCountedByVariable, .rule, "R-BIAS-1", "R-APPLY-2",
      says: "each variable counts its own steps: a call without a gradient for it does not count",
      seen: "PyTorch 2.13", "timm 1.0", "transformers 4.46", "bitsandbytes 0.50", "PaddlePaddle 3.3",
      "DeepSpeed 0.19", "burn", "DJL"),
  ]
}
