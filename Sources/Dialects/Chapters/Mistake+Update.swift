import Conformance

extension Mistake {
  /// The update.
  static let updateMistakes: [Description] = [
    Description(
      .betaZeroIsPlainDescent, .rule, "R-UPDATE-1", "R-MOMENTUM-1", "R-VELOCITY-1",
      says: "where a beta is 0, the learning rate times the gradient is subtracted", seen: "thinc 9.1"),
    Description(
      .epsilonAddedToQuotient, .rule, "R-UPDATE-1",
      says: "epsilon is added to the quotient, not to its divisor"),
    Description(
      .epsilonAsLowerBound, .rule, "R-UPDATE-1",
      says: "epsilon is a lower bound of the root, not added to it"),
    Description(
      .epsilonAsLowerBoundInside, .rule, "R-UPDATE-1",
      says: "epsilon is a lower bound of the velocity inside the root, not added outside"),
    Description(
      .epsilonBesideCorrectedVelocity, .rule, "R-UPDATE-1", "R-BIAS-2",
      says: "epsilon stands beside the bias-corrected velocity, not beside the velocity as it is",
      seen: "PyTorch 2.13", "optax 0.2", "tinygrad 0.14", "mlx 0.32", "timm 1.0", "bitsandbytes 0.50",
      "PaddlePaddle 3.3", "DeepSpeed 0.19", "JAX 0.10", "fastai 2.8", "ggml", "llm.c", "candle", "burn",
      "TensorFlow.js", "Optimisers.jl"),
    Description(.epsilonIgnored, .rule, "R-UPDATE-1", says: "epsilon is 1e-7, whatever is given"),
    Description(
      .epsilonInsideAndOutside, .rule, "R-UPDATE-1",
      says: "epsilon is added inside the root as well as outside"),
    Description(
      .epsilonInsideCorrectedRoot, .rule, "R-UPDATE-1", "R-BIAS-2",
      says: "epsilon is added inside the root, beside the bias-corrected velocity"),
    Description(.epsilonInsideRoot, .rule, "R-UPDATE-1", says: "epsilon is added inside the root"),
    Description(.epsilonMissing, .rule, "R-UPDATE-1", says: "there is no epsilon"),
    Description(
      .epsilonOfZeroIsDefault, .rule, "R-UPDATE-1", says: "an epsilon of 0 becomes 1e-7",
      seen: "TensorFlow Addons 0.23"),
    Description(
      .epsilonSquaredInsideRoot, .rule, "R-UPDATE-1", says: "epsilon is squared and added inside the root"),
    Description(
      .epsilonSubtracted, .rule, "R-UPDATE-1", says: "epsilon is subtracted from the root, not added"),
    Description(.epsilonTenTimes, .rule, "R-UPDATE-1", says: "epsilon is ten times what was given"),
    Description(
      .epsilonThroughFloat32, .rounding, "R-CONST-2", says: "in float64 epsilon goes through float32"),
    Description(
      .nesterovMomentum, .rule, "R-UPDATE-1", "R-MOMENTUM-1",
      says: "the update takes Nesterov's momentum: the gradient is mixed in once more",
      seen: "timm 1.0's NAdamW"),
    Description(
      .rateMissing, .rule, "R-UPDATE-1", "R-BIAS-2",
      says: "the update is not multiplied by the learning rate"),
    Description(
      .rateTwice, .rule, "R-UPDATE-1", "R-BIAS-2",
      says: "the update is multiplied by the learning rate twice"),
    Description(
      .restOfFourSkipped, .rule, "R-UPDATE-1", "R-APPLY-1",
      says: "elements behind the last whole group of four are not updated"),
    Description(
      .restOfEightSkipped, .rule, "R-UPDATE-1", "R-APPLY-1",
      says: "elements behind the last whole group of eight are not updated"),
    Description(.updateAdded, .rule, "R-UPDATE-1", says: "the update is added to the weight, not subtracted"),
    Description(
      .updateByReciprocal, .rounding, "R-UPDATE-1", "R-ROUND-1",
      says: "the update is a product with the reciprocal of the root, not a quotient"),
    Description(
      .updateOfGradient, .rule, "R-UPDATE-1",
      says: "the update takes the gradient in place of the momentum, as in RMSprop"),
    Description(
      .updateOfOldMomentum, .rule, "R-UPDATE-1", says: "the update takes the momentum from before this step"),
    Description(
      .updateOfOldVelocity, .rule, "R-UPDATE-1", says: "the update takes the velocity from before this step"),
    Description(
      .updateOfSign, .rule, "R-UPDATE-1",
      says: "the update is the sign of the momentum times the learning rate"),
    Description(
      .updateWithoutRoot, .rule, "R-UPDATE-1", says: "the update divides by the velocity, not by its root"),
    Description(
      .zeroElementsSkipped, .rule, "R-UPDATE-1", "R-MOMENTUM-1", "R-VELOCITY-1",
      says: "elements whose gradient is 0 stand still, and so do their moments"),
  ]
}
