import Conformance

extension Mistake {
  /// Schedules.
  static let scheduleMistakes: [Description] = [
    Description(
      .boundariesCutAsDoubles, .rounding, "R-SCHEDULE-PIECEWISE",
      says: "boundaries are cut to integers as doubles, not as float32"),
    Description(
      .boundariesRounded, .rule, "R-SCHEDULE-PIECEWISE", says: "boundaries are rounded to integers, not cut"),
    Description(
      .boundariesRoundedDown, .rule, "R-SCHEDULE-PIECEWISE",
      says: "negative boundaries are rounded down, not towards zero"),
    Description(
      .boundaryBeginsNext, .rule, "R-SCHEDULE-PIECEWISE",
      says: "a boundary begins the next interval, where Keras' ends the one before it", seen: "optax 0.2"),
    Description(
      .cosineAlphaAsRate, .rule, "R-SCHEDULE-COSINE", "R-SCHEDULE-COSINE-RESTARTS",
      says: "alpha is taken as the final learning rate, not as a fraction of the initial one"),
    Description(
      .cosineAlphaIgnored, .rule, "R-SCHEDULE-COSINE", says: "CosineDecay ignores alpha and ends at 0"),
    Description(
      .cosineNotBounded, .rule, "R-SCHEDULE-COSINE",
      says: "CosineDecay rises again behind its last step, where Keras' stays at its end"),
    Description(
      .cosineNotHalved, .rule, "R-SCHEDULE-COSINE",
      says: "the cosine of CosineDecay is not halved: the rate begins twice as high"),
    Description(
      .cosineOneMinusAlphaInFloat32, .rounding, "R-SCHEDULE-COSINE", "R-CONST-3",
      says: "1 - alpha of CosineDecay is subtracted in float32, not in double"),
    Description(
      .cycleBeginsAtEnd, .rule, "R-SCHEDULE-POLYNOMIAL",
      says: "the last step of a cycle of PolynomialDecay begins the next cycle"),
    Description(
      .cycleIgnored, .rule, "R-SCHEDULE-POLYNOMIAL",
      says: "PolynomialDecay ignores cycle and stays at its end"),
    Description(
      .decayDuringWarmup, .rule, "R-SCHEDULE-COSINE",
      says: "the cosine behind a warm-up counts the steps of the warm-up too"),
    Description(
      .exponentialOfProduct, .rule, "R-SCHEDULE-EXPONENTIAL",
      says: "ExponentialDecay multiplies by exp(-rate * p), not by rate ^ p"),
    Description(
      .exponentialStepsIgnored, .rule, "R-SCHEDULE-EXPONENTIAL",
      says: "ExponentialDecay ignores decay_steps"),
    Description(
      .inverseTimeOfRoot, .rule, "R-SCHEDULE-INVERSE-TIME",
      says: "InverseTimeDecay divides by the root of 1 + rate * p, not by 1 + rate * p"),
    Description(
      .inverseTimeStepsIgnored, .rule, "R-SCHEDULE-INVERSE-TIME",
      says: "InverseTimeDecay ignores decay_steps"),
    Description(
      .piRoundedDown, .rounding, "R-SCHEDULE-COSINE", "R-SCHEDULE-COSINE-RESTARTS",
      says: "pi is rounded down to float32 (40490fda), not to nearest"),
    Description(
      .piecewiseSearched, .rule, "R-SCHEDULE-PIECEWISE",
      says: "PiecewiseConstantDecay looks for one interval, where Keras adds up all that hold the step"),
    Description(
      .polynomialEndAdded, .rule, "R-SCHEDULE-POLYNOMIAL",
      says: "PolynomialDecay adds its end to the whole decay: it begins too high"),
    Description(
      .polynomialEndIgnored, .rule, "R-SCHEDULE-POLYNOMIAL",
      says: "PolynomialDecay ignores its end and goes to 0"),
    Description(
      .polynomialNotBounded, .rule, "R-SCHEDULE-POLYNOMIAL",
      says: "PolynomialDecay goes on behind its last step"),
    Description(
      .polynomialOfPower, .rule, "R-SCHEDULE-POLYNOMIAL",
      says: "PolynomialDecay takes 1 - p ^ power, not (1 - p) ^ power"),
    Description(
      .polynomialPowerIgnored, .rule, "R-SCHEDULE-POLYNOMIAL", says: "PolynomialDecay ignores its power"),
    Description(
      .restartAlphaIgnored, .rule, "R-SCHEDULE-COSINE-RESTARTS",
      says: "CosineDecayRestarts ignores alpha and goes down to 0"),
    Description(
      .restartOneMinusAlphaInDouble, .rounding, "R-SCHEDULE-COSINE-RESTARTS",
      says: "1 - alpha of CosineDecayRestarts is subtracted in double, not in float32"),
    Description(
      .restartPeakIgnored, .rule, "R-SCHEDULE-COSINE-RESTARTS",
      says: "CosineDecayRestarts ignores m_mul: all peaks are equally high"),
    Description(
      .restartPeaksAdded, .rule, "R-SCHEDULE-COSINE-RESTARTS",
      says: "peaks of CosineDecayRestarts fall by equal differences, not by the factor m_mul"),
    Description(
      .restartPeriodIgnored, .rule, "R-SCHEDULE-COSINE-RESTARTS",
      says: "CosineDecayRestarts ignores t_mul: all periods are equally long"),
    Description(
      .restartsIgnored, .rule, "R-SCHEDULE-COSINE-RESTARTS", says: "CosineDecayRestarts does not restart"),
    Description(
      .restartsOnTime, .rule, "R-SCHEDULE-COSINE-RESTARTS",
      says: "restarts come exactly on time, where Keras' rounded logarithms can make them a step late"),
    Description(
      .schedulesInDouble, .rounding, "R-SCHEDULE-EXPONENTIAL", "R-SCHEDULE-PIECEWISE",
      "R-SCHEDULE-POLYNOMIAL", "R-SCHEDULE-INVERSE-TIME", "R-SCHEDULE-COSINE", "R-SCHEDULE-COSINE-RESTARTS",
      says: "schedules are computed in double and rounded once"),
    Description(
      .staircaseAlways, .rule, "R-SCHEDULE-EXPONENTIAL", "R-SCHEDULE-INVERSE-TIME",
      says: "the rate goes down in stairs although staircase is off, as by an integer division"),
    Description(
      .staircaseIgnored, .rule, "R-SCHEDULE-EXPONENTIAL", "R-SCHEDULE-INVERSE-TIME",
      says: "staircase is ignored: the rate goes down smoothly"),
    Description(
      .staircaseOneAhead, .rule, "R-SCHEDULE-EXPONENTIAL", "R-SCHEDULE-INVERSE-TIME",
      says: "stairs are rounded up: the rate goes down one stair early"),
    Description(
      .staircaseRounded, .rule, "R-SCHEDULE-EXPONENTIAL", "R-SCHEDULE-INVERSE-TIME",
      says: "stairs are rounded to nearest: the rate goes down half a stair early"),
    Description(
      .warmupFromZero, .rule, "R-SCHEDULE-COSINE",
      says: "the warm-up begins at 0, not at the initial learning rate"),
    Description(.warmupIgnored, .rule, "R-SCHEDULE-COSINE", says: "the warm-up is left out"),
    Description(
      .warmupOneAhead, .rule, "R-SCHEDULE-COSINE",
      says: "the warm-up is one step ahead: its first step is number 1, not 0"),
    Description(
      .warmupOneLonger, .rule, "R-SCHEDULE-COSINE",
      says: "the step at which the warm-up ends still belongs to it"),
    Description(
      .warmupTargetForgotten, .rule, "R-SCHEDULE-COSINE",
      says: "the cosine behind a warm-up begins at the initial learning rate, not at the warm-up's target"),
    Description(
      .warmupWithinDecaySteps, .rule, "R-SCHEDULE-COSINE",
      says: "decay_steps count from the beginning, not from the end of the warm-up"),
  ]
}
