import Conformance

extension Mistake {
  /// Constraints.
  static let constraintMistakes: [Description] = [
    Description(
      .constraintAxesReversed, .rule, "R-CONSTRAINT-MAXNORM", "R-CONSTRAINT-UNITNORM",
      "R-CONSTRAINT-MINMAXNORM", says: "axes of constraints are counted from the last"),
    Description(
      .constraintAxisIgnored, .rule, "R-CONSTRAINT-MAXNORM", "R-CONSTRAINT-UNITNORM",
      "R-CONSTRAINT-MINMAXNORM",
      says: "constraints ignore their axis and take the norm of the whole variable"),
    Description(
      .constraintEpsilonInsideRoot, .rule, "R-CONSTRAINT-MAXNORM", "R-CONSTRAINT-UNITNORM",
      "R-CONSTRAINT-MINMAXNORM", says: "the 1e-7 of constraints is added inside the root of the norm"),
    Description(
      .constraintEpsilonMissing, .rule, "R-CONSTRAINT-MAXNORM", "R-CONSTRAINT-UNITNORM",
      "R-CONSTRAINT-MINMAXNORM", says: "constraints divide by the norm without adding 1e-7"),
    Description(
      .constraintsIgnored, .rule, "R-CONSTRAINT-1", "R-CONSTRAINT-MAXNORM", "R-CONSTRAINT-NONNEG",
      "R-CONSTRAINT-UNITNORM", "R-CONSTRAINT-MINMAXNORM",
      says: "constraints are ignored"),
    Description(
      .constraintsOnAll, .rule, "R-CONSTRAINT-1", "R-APPLY-2",
      says: "variables without a gradient are constrained too"),
    Description(
      .constraintsOnUpdatesOnly, .rule, "R-CONSTRAINT-1",
      says: "under accumulation constraints are applied on updates only, not on every call"),
    Description(
      .maxNormAlwaysScales, .rule, "R-CONSTRAINT-MAXNORM",
      says: "MaxNorm scales all norms to the bound, small ones too"),
    Description(
      .maxNormLeavesSmallAlone, .rounding, "R-CONSTRAINT-MAXNORM",
      says: "MaxNorm leaves weights alone whose norm is within the bound"),
    Description(
      .minMaxLowerIgnored, .rule, "R-CONSTRAINT-MINMAXNORM", says: "MinMaxNorm ignores its lower bound"),
    Description(.minMaxRateIgnored, .rule, "R-CONSTRAINT-MINMAXNORM", says: "MinMaxNorm ignores its rate"),
    Description(
      .minMaxUpperIgnored, .rule, "R-CONSTRAINT-MINMAXNORM",
      says: "MinMaxNorm ignores its upper bound"),
    Description(
      .nonNegAsProduct, .rounding, "R-CONSTRAINT-NONNEG",
      says: "NonNeg multiplies by w >= 0: negative weights become -0", seen: "Keras 3.0 to 3.4"),
    Description(
      .nonNegOfMagnitude, .rule, "R-CONSTRAINT-NONNEG",
      says: "NonNeg takes the magnitude of negative weights, where Keras makes them zero"),
    Description(
      .unitNormOfZeroKept, .rounding, "R-CONSTRAINT-UNITNORM",
      says: "UnitNorm leaves weights alone whose norm is zero"),
  ]
}
