/// A learning rate that depends on the step.
///
/// Corresponds to `keras.optimizers.schedules.LearningRateSchedule`
/// (`keras/src/optimizers/schedules/learning_rate_schedule.py`). Conform a type of your own to write another.
/// Keras' schedules compute in float32, one rounding an operation, and so do these: in the order of eager
/// mode where they are called, in that of a graph within a step of ``Profile/graph``. Their initializers have
/// Keras' defaults (rule R-DEFAULT-SCHEDULE).
public protocol LearningRateSchedule {
  /// The learning rate at a step.
  ///
  /// - Parameter step: The raw number of `apply` calls before this one, also under gradient accumulation.
  /// - Returns: The learning rate, which the optimizer rounds to each variable's dtype.
  func callAsFunction(_ step: Int) -> Float
}

/// What the schedules' constructors refuse (rule R-ERROR-SCHEDULE).
func requirePositive(_ steps: Double, _ argument: String) throws(OptimizerError) {
  if steps <= 0 {
    throw .invalid(argument, "The number of steps must be above 0, not \(steps).")
  }
}
