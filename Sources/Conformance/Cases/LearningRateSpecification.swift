/// What a case gives as the learning rate.
public enum LearningRateSpecification: Hashable, Sendable {
  case number(Double)
  /// A function without arguments that returns this number, until an event changes it.
  case callable(Double)
  case schedule(Schedule)
}
