import Conformance

extension Mistake {
  /// Schedules in a graph.
  static let graphScheduleMistakes: [Description] = [
    Description(
      .cosineByDivision, .rounding, "R-GRAPH-COSINE",
      says: "the angle of CosineDecay is pi * (step / decay_steps), as in eager mode"),
    Description(
      .cosineConstantsApart, .rounding, "R-GRAPH-COSINE",
      says: "the angle of CosineDecay is pi * (step * (1 / decay_steps)): its constants do not meet"),
    Description(
      .cycleByDivision, .rule, "R-GRAPH-RECIPROCAL",
      says: "cycles of PolynomialDecay are counted by a quotient, as in eager mode, not by a product"),
    Description(
      .cyclePlaceByReciprocal, .rounding, "R-GRAPH-RECIPROCAL",
      says: "the place in a cycle of PolynomialDecay is a product too, though its divisor is no constant"),
    Description(
      .exponentialByDivision, .rounding, "R-GRAPH-RECIPROCAL",
      says: "ExponentialDecay divides by decay_steps, as in eager mode"),
    Description(
      .inverseTimeByDivision, .rounding, "R-GRAPH-INVERSE-TIME",
      says: "InverseTimeDecay computes rate * (step / decay_steps), as in eager mode"),
    Description(
      .inverseTimeConstantsApart, .rounding, "R-GRAPH-INVERSE-TIME",
      says: "InverseTimeDecay computes rate * (step * (1 / decay_steps)): its constants do not meet"),
    Description(
      .polynomialByDivision, .rounding, "R-GRAPH-RECIPROCAL",
      says: "PolynomialDecay divides by decay_steps, as in eager mode"),
    Description(
      .polynomialByPower, .rounding, "R-GRAPH-POLYNOMIAL",
      says: "PolynomialDecay always takes powf, as in eager mode"),
    Description(
      .polynomialCubeInTurn, .rounding, "R-GRAPH-POLYNOMIAL",
      says: "the third power of PolynomialDecay is c * ((x * x) * x), not (x * x) * (c * x)"),
    Description(
      .polynomialRootDivided, .rounding, "R-GRAPH-POLYNOMIAL",
      says:
        "powers -1 and -0.5 of PolynomialDecay divide its range, where a graph multiplies by 1 / x and 1 / sqrt(x)"
    ),
    Description(
      .restartConstantsApart, .rounding, "R-GRAPH-COSINE-RESTARTS",
      says: "the half of CosineDecayRestarts does not meet 1 - alpha, but the height of the peak"),
    Description(
      .restartLogarithmByDivision, .rule, "R-GRAPH-RECIPROCAL",
      says: "restarts divide by the logarithm of t_mul, as in eager mode"),
    Description(
      .restartPlaceByReciprocal, .rounding, "R-GRAPH-RECIPROCAL",
      says:
        "the place in a period of CosineDecayRestarts is a product too, though its divisor is no constant"),
    Description(
      .restartSumByDivision, .rounding, "R-GRAPH-RECIPROCAL",
      says: "the beginnings of periods are divided by 1 - t_mul, as in eager mode"),
    Description(
      .restartsByDivision, .rule, "R-GRAPH-RECIPROCAL",
      says: "CosineDecayRestarts divides by first_decay_steps, as in eager mode"),
    Description(
      .restartsInEagerOrder, .rounding, "R-GRAPH-COSINE-RESTARTS",
      says: "the product of CosineDecayRestarts is in the order that it has in eager mode"),
    Description(
      .restartsToZeroAsOthers, .rounding, "R-GRAPH-COSINE-RESTARTS",
      says: "with an alpha of 0 CosineDecayRestarts multiplies as with any other"),
    Description(
      .staircaseByDivision, .rule, "R-GRAPH-RECIPROCAL",
      says: "stairs are counted by a quotient, as in eager mode, not by a product with the reciprocal"),
    Description(
      .warmedCosineByReciprocal, .rounding, "R-GRAPH-COSINE",
      says: "behind a warm-up the cosine takes a reciprocal too, where a graph divides"),
    Description(
      .warmupByReciprocal, .rounding, "R-GRAPH-COSINE",
      says: "the warm-up takes a reciprocal too, where a graph divides"),
  ]
}
