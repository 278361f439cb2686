import Conformance

extension Mistake {
  /// Clipping.
  static let clippingMistakes: [Description] = [
    Description(
      .clipAlwaysScales, .rule, "R-CLIP-NORM-1",
      says: "clipnorm scales every gradient to the threshold, small ones too"),
    Description(
      .clipAlwaysScalesButZeros, .rule, "R-CLIP-NORM-1",
      says: "clipnorm scales every gradient to the threshold, small ones too, but for zeros"),
    Description(
      .clipDropsLarge, .rule, "R-CLIP-NORM-1", says: "clipnorm makes gradients zero whose norm is too large"),
    Description(
      .clipLeavesSmallAlone, .rounding, "R-CLIP-NORM-1", "R-CLIP-GLOBAL-1",
      says: "gradients below the threshold keep their bits, where Keras multiplies and divides them"),
    Description(
      .clipNegativeIsOn, .rule, "R-CLIP-OFF-1",
      says: "a negative threshold clips, where Keras takes it as off"),
    Description(
      .clipNegativeRefused, .refusal, "R-CLIP-OFF-1",
      says: "a negative threshold is refused, where Keras takes it as off"),
    Description(
      .clipSkipsNonFinite, .rule, "R-CLIP-NORM-2",
      says: "clipnorm leaves gradients alone whose norm is infinite or NaN"),
    Description(
      .clipTinyIsOff, .rule, "R-CLIP-OFF-1",
      says: "a threshold that is too small for the dtype is off, where Keras clips to zero"),
    Description(
      .clipWithoutThreshold, .rule, "R-CLIP-NORM-1",
      says: "clipnorm clips to a norm of 1, whatever the threshold"),
    Description(
      .clipZeroIsOn, .rule, "R-CLIP-OFF-1", says: "a threshold of 0 clips, where Keras takes it as off"),
    Description(
      .clipnormAsGlobal, .rule, "R-CLIP-NORM-1", says: "clipnorm is taken for global_clipnorm"),
    Description(
      .clipnormByElement, .rule, "R-CLIP-NORM-1", says: "clipnorm bounds each element, not the norm"),
    Description(
      .clipnormByRow, .rule, "R-CLIP-NORM-1",
      says: "clipnorm takes a norm for each row, not one for the variable"),
    Description(
      .clipnormFactorFirst, .rounding, "R-CLIP-NORM-1",
      says: "clipnorm multiplies by c / norm, where Keras multiplies by c and divides by the norm"),
    Description(.clipnormIgnored, .rule, "R-CLIP-NORM-1", "R-CLIP-NORM-2", says: "clipnorm is ignored"),
    Description(
      .clipnormNotRooted, .rule, "R-CLIP-NORM-1",
      says: "the norm of clipnorm is the sum of the squares, without a root"),
    Description(
      .clipnormOfAll, .rule, "R-CLIP-NORM-1",
      says: "clipnorm takes one norm over all variables, not one of each"),
    Description(
      .clipnormOfFirst, .rule, "R-CLIP-NORM-1", says: "every variable is clipped by the norm of the first"),
    Description(
      .clipnormOfLargest, .rule, "R-CLIP-NORM-1", says: "the norm of clipnorm is the largest magnitude"),
    Description(
      .clipnormOfMagnitudes, .rule, "R-CLIP-NORM-1",
      says: "the norm of clipnorm is the sum of the magnitudes"),
    Description(
      .clipnormOfMeanSquare, .rule, "R-CLIP-NORM-1",
      says: "clipnorm bounds the root of the mean square, not the norm"),
    Description(
      .clipnormOfSmaller, .rule, "R-CLIP-NORM-1",
      says: "clipnorm divides by the smaller of norm and threshold, not by the larger"),
    Description(
      .clipnormOfSumSoFar, .rule, "R-CLIP-NORM-1",
      says: "the sum of squares of clipnorm is not set back to 0 between variables"),
    Description(
      .clipnormOfVariableBefore, .rule, "R-CLIP-NORM-1",
      says: "every variable is clipped by the norm of the one before it"),
    Description(
      .clipnormOfZeroIsNaN, .rule, "R-CLIP-NORM-2",
      says: "clipnorm divides by a norm of 0: zeros become NaN"),
    Description(
      .clipnormWithoutProduct, .rule, "R-CLIP-NORM-1",
      says: "clipnorm divides by the larger of norm and threshold, but does not multiply by the threshold"),
    Description(
      .clippedFirstOfOneCall, .rule, "R-APPLY-1", "R-SCALE-1",
      says: "without accumulation, gradients are clipped before the loss scale is divided out"),
    Description(
      .clippedBeforeUnscaling, .rule, "R-APPLY-1", "R-SCALE-1",
      says: "gradients are clipped before the loss scale is divided out"),
    Description(
      .clippedOnMicroSteps, .rule, "R-ACCUMULATE-2", "R-ACCUMULATE-3",
      says: "under accumulation each gradient is clipped before it is added, not their mean",
      seen: "Keras 3.0.2 to 3.4"),
    Description(
      .clippedFirstVariableOnly, .rule, "R-CLIP-NORM-1", "R-CLIP-GLOBAL-1", "R-CLIP-VALUE-1",
      says: "only the first gradient is clipped"),
    Description(
      .clipvalueAboveOnly, .rule, "R-CLIP-VALUE-1", says: "clipvalue bounds gradients above only",
      seen: "DJL"),
    Description(.clipvalueBelowOnly, .rule, "R-CLIP-VALUE-1", says: "clipvalue bounds gradients below only"),
    Description(.clipvalueByNorm, .rule, "R-CLIP-VALUE-1", says: "clipvalue is taken for clipnorm"),
    Description(
      .clipvalueDropsLarge, .rule, "R-CLIP-VALUE-1",
      says: "clipvalue makes elements zero that are too large"),
    Description(
      .clipvalueHalf, .rule, "R-CLIP-VALUE-1",
      says: "clipvalue clips to between 0 and the threshold: negative elements become zero"),
    Description(.clipvalueIgnored, .rule, "R-CLIP-VALUE-1", says: "clipvalue is ignored"),
    Description(
      .clipvalueSkipsNonFinite, .rule, "R-CLIP-VALUE-2",
      says: "clipvalue leaves gradients alone that have an infinite or NaN element"),
    Description(
      .clipvalueLosesSign, .rule, "R-CLIP-VALUE-1",
      says: "clipvalue makes large negative elements the threshold, not its negative"),
    Description(
      .nanLostByClipnorm, .rule, "R-CLIP-NORM-2",
      says: "NaN is lost in the maximum of clipnorm: elements that are not NaN stay"),
    Description(
      .nanLostByClipvalue, .rule, "R-CLIP-VALUE-2", says: "NaN becomes minus the threshold in clipvalue"),
    Description(
      .normNotRooted, .rule, "R-CLIP-NORM-1", "R-CLIP-GLOBAL-1",
      says: "norms are sums of squares, without a root"),
    Description(
      .normOfLargest, .rule, "R-CLIP-NORM-1", "R-CLIP-GLOBAL-1", says: "norms are largest magnitudes"),
    Description(
      .normOfMagnitudes, .rule, "R-CLIP-NORM-1", "R-CLIP-GLOBAL-1",
      says: "norms are sums of magnitudes"),
    Description(
      .normPlusEpsilon, .rule, "R-CLIP-NORM-1", says: "1e-6 is added to the norm of clipnorm",
      seen: "PyTorch 2.13", "pytorch-pretrained-bert 0.6"),
    Description(.normPlusSmallEpsilon, .rule, "R-CLIP-NORM-1", says: "1e-7 is added to the norm of clipnorm"),
    Description(
      .normSquaresFused, .rounding, "R-ROUND-1", "R-SUM-1",
      says: "the squares of a norm are added with fused multiply-add"),
    Description(
      .updateClipped, .rule, "R-CLIP-VALUE-1", "R-APPLY-1",
      says: "clipvalue bounds the update, not the gradient"),
  ]
}
