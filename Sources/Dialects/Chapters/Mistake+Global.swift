import Conformance

extension Mistake {
  /// Clipping by the global norm.
  static let globalMistakes: [Description] = [
    Description(
      .globalClipAlwaysScales, .rule, "R-CLIP-GLOBAL-1",
      says: "global_clipnorm scales all gradients to the threshold, small ones too"),
    Description(
      .globalClipSkipsNonFinite, .rule, "R-CLIP-GLOBAL-2",
      says: "global_clipnorm leaves gradients alone if their norm is infinite or NaN"),
    Description(
      .globalClipWithoutProduct, .rule, "R-CLIP-GLOBAL-1",
      says: "global_clipnorm divides by the norm or the threshold, but does not multiply by the threshold"),
    Description(
      .globalClipWithoutThreshold, .rule, "R-CLIP-GLOBAL-1",
      says: "global_clipnorm clips to a norm of 1, whatever the threshold"),
    Description(.globalClipnormIgnored, .rule, "R-CLIP-GLOBAL-1", says: "global_clipnorm is ignored"),
    Description(
      .globalFactorOfQuotient, .rounding, "R-CLIP-GLOBAL-1",
      says: "the factor of global_clipnorm is c / norm, or 1, where Keras has c * min(1 / norm, 1 / c)",
      seen: "PyTorch 2.13"),
    Description(
      .globalNanNotSpread, .rule, "R-CLIP-GLOBAL-2",
      says: "with an infinite global norm finite gradients become 0, not NaN", seen: "PyTorch 2.13",
      "optax 0.2", "mlx 0.32", "PaddlePaddle 3.3"),
    Description(
      .globalNormByName, .rounding, "R-CLIP-GLOBAL-1",
      says: "the global norm adds up the variables in the order of their names"),
    Description(
      .globalNormByVariable, .rule, "R-CLIP-GLOBAL-1",
      says: "global_clipnorm takes a norm for each variable, not one over all"),
    Description(
      .globalNormMean, .rule, "R-CLIP-GLOBAL-1",
      says: "the global norm is of the mean over the variables, not of the sum"),
    Description(
      .globalNormOfMeanSquare, .rule, "R-CLIP-GLOBAL-1",
      says: "the global norm is the root of the mean square, not of the sum of squares"),
    Description(
      .globalNormNotRooted, .rule, "R-CLIP-GLOBAL-1",
      says: "the global norm is the sum of the squares, without a root"),
    Description(
      .globalNormOfLargest, .rule, "R-CLIP-GLOBAL-1", says: "the global norm is the largest magnitude"),
    Description(
      .globalNormOfLast, .rule, "R-CLIP-GLOBAL-1", says: "the global norm is that of the last variable only"),
    Description(
      .globalNormOfMagnitudes, .rule, "R-CLIP-GLOBAL-1",
      says: "the global norm is the sum of the magnitudes"),
    Description(
      .globalNormOfNorms, .rule, "R-CLIP-GLOBAL-1",
      says: "the global norm is the sum of the variables' norms"),
    Description(
      .globalNormOfZeroIsNaN, .rule, "R-CLIP-GLOBAL-3",
      says: "global_clipnorm divides by a norm of 0: zeros become NaN"),
    Description(
      .globalNormPlusEpsilon, .rule, "R-CLIP-GLOBAL-1", says: "1e-6 is added to the global norm",
      seen: "PyTorch 2.13", "mlx 0.32", "mlx-swift"),
  ]
}
