import Conformance

extension Mistake {
  /// Schedules in a graph.
  static let graphScheduleMistakes: [Description] = [
    Description(
      .cosineByDivision, .rounding, "GRAPH-COSINE",
      says: "the angle of CosineDecay is pi * (step / decay_steps), as in eager mode"),
    Description(
      .cosineConstantsApart, .rounding, "GRAPH-COSINE",
      says: "the angle of CosineDecay is pi * (step * (1 / decay_steps)): its constants do not meet"),
    Description(
      .cycleByDivision, .rule, "GRAPH-RECIPROCAL",
      says: "cycles of PolynomialDecay are counted by a quotient, as in eager mode, not by a product"),
    Description(
      .cyclePlaceByReciprocal, .rounding, "GRAPH-RECIPROCAL",
      says: "the place in a cycle of PolynomialDecay is a product too, though its divisor is no constant"),
    Description(
      .exponentialByDivision, .rounding, "GRAPH-RECIPROCAL",
      says: "ExponentialDecay divides by decay_steps, as in eager mode"),
    Description(
      .inverseTimeByDivision, .rounding, "GRAPH-INVERSE-TIME",
      says: "InverseTimeDecay computes rate * (step / decay_steps), as in eager mode"),
    Description(
      .inverseTimeConstantsApart, .rounding, "GRAPH-INVERSE-TIME",
      says: "InverseTimeDecay computes rate * (step * (1 / decay_steps)): its constants do not meet"),
    Description(
      .polynomialByDivision, .rounding, "GRAPH-RECIPROCAL",
      says: "PolynomialDecay divides by decay_steps, as in eager mode"),
    Description(
      .polynomialByPower, .rounding, "GRAPH-POLYNOMIAL",
      says: "PolynomialDecay always takes powf, as in eager mode"),
    Description(
      .polynomialCubeInTurn, .rounding, "GRAPH-POLYNOMIAL",
      says: "the third power of PolynomialDecay is c * ((x * x) * x), not (x * x) * (c * x)"),
    Description(
      .polynomialRootDivided, .rounding, "GRAPH-POLYNOMIAL",
      says:
        "powers -1 and -0.5 of PolynomialDecay divide its range, where a graph multiplies by 1 / x and 1 / sqrt(x)"
    ),
    Description(
      .restartConstantsApart, .rounding, "GRAPH-COSINE-RESTARTS",
      says: "the half of CosineDecayRestarts does not meet 1 - alpha, but the height of the peak"),
    Description(
      .restartLogarithmByDivision, .rule, "GRAPH-RECIPROCAL",
      says: "restarts divide by the logarithm of t_mul, as in eager mode"),
    Description(
      .restartPlaceByReciprocal, .rounding, "GRAPH-RECIPROCAL",
      says:
        "the place in a period of CosineDecayRestarts is a product too, though its divisor is no constant"),
    Description(
      .restartSumByDivision, .rounding, "GRAPH-RECIPROCAL",
      says: "the beginnings of periods are divided by 1 - t_mul, as in eager mode"),
    Description(
      .restartsByDivision, .rule, "GRAPH-RECIPROCAL",
      says: "CosineDecayRestarts divides by first_decay_steps, as in eager mode"),
    Description(
      .restartsInEagerOrder, .rounding, "GRAPH-COSINE-RESTARTS",
      says: "the product of CosineDecayRestarts is in the order that it has in eager mode"),
    Description(
      .restartsToZeroAsOthers, .rounding, "GRAPH-COSINE-RESTARTS",
      says: "with an alpha of 0 CosineDecayRestarts multiplies as with any other"),
    Description(
      .staircaseByDivision, .rule, "GRAPH-RECIPROCAL",
      says: "stairs are counted by a quotient, as in eager mode, not by a product with the reciprocal"),
    Description(
      .warmedCosineByReciprocal, .rounding, "GRAPH-COSINE",
      says: "behind a warm-up the cosine takes a reciprocal too, where a graph divides"),
    Description(
      .warmupByReciprocal, .rounding, "GRAPH-COSINE",
      says: "the warm-up takes a reciprocal too, where a graph divides"),
  ]
}
