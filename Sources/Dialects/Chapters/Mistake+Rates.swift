import Conformance

extension Mistake {
  /// The learning rate.
  static let ratesMistakes: [Description] = [
    Description(
      .assignedRateFlushed, .rounding, "R-RATE-4",
      says: "a subnormal learning rate becomes 0 when it is assigned"),
    Description(
      .callableAskedOnce, .rule, "R-RATE-2", "R-RATE-4",
      says: "a callable learning rate is called only once, at the start"),
    Description(
      .callableRateIgnored, .rule, "R-RATE-2",
      says: "a callable learning rate is ignored: the default is taken"),
    Description(
      .rateAssignedLate, .rule, "R-RATE-4", says: "an assigned learning rate takes effect one call late"),
    Description(
      .rateAssignedToSchedule, .refusal, "R-ERROR-RATE",
      says: "assigning a number to a schedule is ignored, not refused"),
    Description(.rateAssignmentIgnored, .rule, "R-RATE-4", says: "an assigned learning rate is ignored"),
    Description(
      .rateBecomesAlpha, .rule, "R-RATE-1", "R-BIAS-2",
      says: "the step size is kept as the learning rate, so that bias corrections pile up"),
    Description(
      .rateDirect, .rounding, "R-RATE-1", "R-CONST-1",
      says: "in float64 the learning rate is the double, not its float32"),
    Description(
      .rateIgnored, .rule, "R-RATE-1", says: "the learning rate is 0.001, whatever number is given"),
    Description(.scheduleAtStartOnly, .rule, "R-RATE-3", says: "a schedule is evaluated at step 0 only"),
    Description(
      .scheduleBeginsAgain, .rule, "R-RATE-3", "R-STATE-2",
      says: "schedules begin again at step 0 where an initial state goes on"),
    Description(
      .scheduleOfUpdates, .rule, "R-RATE-3", "R-ACCUMULATE-5", says: "schedules count updates, not calls",
      seen: "PyTorch and optax as they are used"),
    Description(
      .scheduleOneAhead, .rule, "R-RATE-3", says: "schedules are one step ahead: the first call sees step 1"),
    Description(
      .scheduleOneBehind, .rule, "R-RATE-3",
      says: "schedules are one step behind: the first two calls see step 0"),
  ]
}
