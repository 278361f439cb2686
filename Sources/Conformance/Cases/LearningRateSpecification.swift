/// What a case gives as the learning rate.
public enum LearningRateSpecification: Hashable, Sendable {
  /// A number.
  case number(Double)
  /// A function without arguments that returns this number, until an event changes it.
  case callable(Double)
  /// One of Keras' schedules.
  case schedule(Schedule)
}
