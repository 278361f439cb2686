import Conformance

extension Mistake {
  /// The loss scale optimizer.
  static let lossScaleMistakes: [Description] = [
    Description(
      .dividedByNewScale, .rule, "R-LOSS-SCALE-1", "R-LOSS-SCALE-3",
      says: "the scale grows before the step: gradients are divided by the doubled one"),
    Description(
      .dividedInGradientDType, .rule, "R-LOSS-SCALE-1", "R-ERROR-LOSS-SCALE",
      says: "16-bit gradients are divided by the scale in their own dtype, and stay in it"),
    Description(
      .growthCounterNotReset, .rule, "R-LOSS-SCALE-3",
      says: "the counter is not reset when the scale grows, so that it grows only once"),
    Description(
      .growthStepsIgnored, .rule, "R-LOSS-SCALE-3",
      says: "dynamic_growth_steps is 2000, whatever is given"),
    Description(
      .infinityNotSeen, .rule, "R-LOSS-SCALE-5",
      says: "only NaN skips the step and halves the scale, not infinity"),
    Description(
      .initialScaleNotFlushed, .rounding, "R-LOSS-SCALE-4",
      says: "a subnormal initial scale is kept, not flushed to zero"),
    Description(
      .innerFactorKept, .rule, "R-LOSS-SCALE-6",
      says: "inside a loss scale optimizer the loss_scale_factor is divided out too",
      seen: "Keras before 3.10"),
    Description(
      .nonFiniteScaledStepTaken, .rule, "R-LOSS-SCALE-2",
      says: "a step with gradients that are not finite is taken, not skipped"),
    Description(.scaleAtLeastOne, .rule, "R-LOSS-SCALE-4", says: "the scale never falls below 1"),
    Description(.scaleBounded, .rule, "R-LOSS-SCALE-4", says: "the scale never grows beyond 2^24"),
    Description(
      .scaleByReciprocal, .rounding, "R-LOSS-SCALE-1",
      says: "gradients are multiplied by the reciprocal of the scale, not divided"),
    Description(
      .scaleCounterNotReset, .rule, "R-LOSS-SCALE-2",
      says: "the counter is not reset when the scale is halved"),
    Description(
      .scaleCountsUpdatesOnly, .rule, "R-LOSS-SCALE-3",
      says: "under accumulation only updates count towards the growth of the scale"),
    Description(
      .scaleGrowsOneEarly, .rule, "R-LOSS-SCALE-3",
      says: "the scale grows one step early"),
    Description(.scaleGrowsOneLate, .rule, "R-LOSS-SCALE-3", says: "the scale grows one step late"),
    Description(
      .scaleLooksAtAllReplicas, .rule, "R-REPLICA-6",
      says: "the gradients of all replicas must be finite, where Keras looks at the first replica's only"),
    Description(
      .scaleLooksAtAllRows, .rule, "R-LOSS-SCALE-5",
      says: "all rows of one index must be finite, where Keras looks at the last only"),
    Description(
      .scaleMultiplied, .rule, "R-LOSS-SCALE-1", says: "gradients are multiplied by the scale, not divided"),
    Description(.scaleNotDivided, .rule, "R-LOSS-SCALE-1", says: "gradients are not divided by the scale"),
    Description(.scaleNotDoubled, .rule, "R-LOSS-SCALE-3", says: "the scale never grows"),
    Description(
      .scaleNotHalved, .rule, "R-LOSS-SCALE-2", says: "the scale is not halved by a step that is not finite"),
    Description(
      .scaleOfZeroRefused, .refusal, "R-LOSS-SCALE-4",
      says: "an initial scale that is not above 0 as a float32 number is refused"),
    Description(
      .scaleQuartered, .rule, "R-LOSS-SCALE-2",
      says: "the scale is divided by 4, not by 2, after a step that is not finite"),
    Description(
      .skippedScaledStepCounts, .rule, "R-LOSS-SCALE-2", says: "a step that is skipped counts as a call"),
  ]
}
