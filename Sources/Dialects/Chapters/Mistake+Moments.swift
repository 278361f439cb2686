import Conformance

extension Mistake {
  /// Moments.
  static let momentsMistakes: [Description] = [
    Description(
      .amsgradAfterUpdate, .rule, "R-AMSGRAD-1", "R-UPDATE-1",
      says: "the largest velocity is taken after the update has used it"),
    Description(.amsgradIgnored, .rule, "R-AMSGRAD-1", says: "amsgrad is ignored", seen: "bitsandbytes 0.50"),
    Description(
      .amsgradNotStored, .rule, "R-AMSGRAD-1", says: "the largest velocity is not kept for the next step"),
    Description(
      .amsgradOfCorrectedVelocity, .rule, "R-AMSGRAD-1",
      says: "amsgrad keeps the largest of the bias-corrected velocities, not of the velocities as they are",
      seen: "optax 0.2"),
    Description(
      .amsgradOfCorrectedVelocityAsIs, .rule, "R-AMSGRAD-1",
      says: "amsgrad keeps the largest bias-corrected velocity, and the step size corrects it once more"),
    Description(
      .amsgradOfOldVelocity, .rule, "R-AMSGRAD-1", says: "amsgrad sees the velocity from before this step"),
    Description(
      .amsgradReplacesVelocity, .rule, "R-AMSGRAD-1", "R-VELOCITY-1",
      says: "amsgrad stores the largest velocity as the velocity"),
    Description(
      .amsgradSmallest, .rule, "R-AMSGRAD-1", says: "amsgrad keeps the smallest velocity, not the largest"),
    Description(
      .firstMomentsAreGradients, .rule, "R-STATE-1", "R-MOMENTUM-1", "R-VELOCITY-1",
      says: "the moments begin as the first gradient and its square, not as zeros"),
    Description(
      .firstMomentumIsGradient, .rule, "R-MOMENTUM-1", "R-STATE-1",
      says: "the first momentum is the gradient itself"),
    Description(
      .firstVelocityIsSquare, .rule, "R-VELOCITY-1", "R-STATE-1",
      says: "the first velocity is the square of the gradient itself"),
    Description(
      .momentsFused, .rounding, "R-ROUND-1", "R-MOMENTUM-1", "R-VELOCITY-1",
      says: "moments are computed with fused multiply-add", seen: "PaddlePaddle 3.3", "DeepSpeed 0.19"),
    Description(
      .momentsInOneArray, .rule, "R-STATE-1", "R-APPLY-2",
      says: "moments are one array, in which a missing gradient shifts those of the variables behind it"),
    Description(
      .momentsShareArray, .rule, "R-STATE-1", "R-MOMENTUM-1", "R-VELOCITY-1",
      says: "momentum and velocity of a variable are one array"),
    Description(
      .momentumAsTwoProducts, .rounding, "R-MOMENTUM-1",
      says: "the momentum is beta * m + (1 - beta) * g, not m + (g - m) * (1 - beta)",
      seen: "Keras on PyTorch", "candle", "TensorFlow.js", "spago", "llm.c"),
    Description(
      .momentumKeptCorrected, .rule, "R-MOMENTUM-1", "R-BIAS-2",
      says: "the momentum is kept as corrected for bias"),
    Description(
      .momentumOfGradientUnweighted, .rule, "R-MOMENTUM-1",
      says: "the momentum is beta * m + g: the gradient is not weighted"),
    Description(
      .momentumWeightsExchanged, .rule, "R-MOMENTUM-1",
      says: "the momentum weights the gradient with beta_1, not with 1 - beta_1"),
    Description(
      .momentumWithPower, .rule, "R-MOMENTUM-1",
      says: "the momentum fades with beta_1 ^ t, not with beta_1"),
    Description(
      .momentumWithBeta2, .rule, "R-MOMENTUM-1", says: "the momentum fades with beta_2, not with beta_1"),
    Description(.nanLostByAmsgrad, .rule, "R-AMSGRAD-1", says: "NaN is lost in the maximum of amsgrad"),
    Description(
      .otherDTypeRefused, .refusal, "R-CAST-1",
      says: "gradients of another dtype than their variable's are refused, where Keras casts them"),
    Description(
      .squaresBeforeCast, .rule, "R-CAST-1", "R-VELOCITY-1",
      says: "a gradient of another dtype is squared in its own, before it is cast", seen: "Keras on PyTorch"),
    Description(
      .velocityAsMaximum, .rule, "R-VELOCITY-1",
      says: "the velocity is the larger of its faded self and the square, as in Adamax"),
    Description(
      .velocityAsTwoProducts, .rounding, "R-VELOCITY-1",
      says: "the velocity is beta * v + (1 - beta) * g * g, not v + (g * g - v) * (1 - beta)",
      seen: "PyTorch 2.13", "Keras on PyTorch", "candle", "TensorFlow.js", "spago", "llm.c"),
    Description(.velocityBeginsAtOne, .rule, "R-STATE-1", says: "the velocity begins at 1, not at 0"),
    Description(
      .velocityKeptCorrected, .rule, "R-VELOCITY-1", "R-BIAS-2",
      says: "the velocity is kept as corrected for bias"),
    Description(
      .velocityOfDeviation, .rule, "R-VELOCITY-1",
      says: "the velocity is of the square of g - m, as in AdaBelief, not of g"),
    Description(
      .velocityOfGradientUnweighted, .rule, "R-VELOCITY-1",
      says: "the velocity is beta * v + g * g: the square is not weighted"),
    Description(
      .velocityOfMagnitude, .rule, "R-VELOCITY-1",
      says: "the velocity is of the magnitude of the gradient, not of its square"),
    Description(
      .velocityOfMomentum, .rule, "R-VELOCITY-1",
      says: "the velocity is of the square of the momentum, not of the gradient's"),
    Description(
      .velocityOfUnclipped, .rule, "R-VELOCITY-1", "R-APPLY-1",
      says: "the velocity averages squares of the gradient before it was clipped"),
    Description(
      .velocityOfWeightedGradient, .rule, "R-VELOCITY-1",
      says: "the velocity squares the gradient times 1 - beta_2: the weight is squared too"),
    Description(
      .velocitySummed, .rule, "R-VELOCITY-1",
      says: "the velocity is the sum of all squares, as in Adagrad: it never fades"),
    Description(
      .velocityWeightsExchanged, .rule, "R-VELOCITY-1",
      says: "the velocity weights the square with beta_2, not with 1 - beta_2"),
    Description(
      .velocityWithBeta1, .rule, "R-VELOCITY-1", says: "the velocity fades with beta_1, not with beta_2"),
  ]
}
