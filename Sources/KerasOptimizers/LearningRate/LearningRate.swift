/// What the optimizer uses as its learning rate: Keras' argument `learning_rate`.
public enum LearningRate {
  /// A number; Keras keeps it as a float32 variable, so it is rounded to `Float` (rule R-RATE-1).
  case constant(Double)
  /// A schedule, which sees the raw number of `apply` calls (rule R-RATE-3).
  case schedule(any LearningRateSchedule)
  /// A function without arguments that returns the value to use. Like Keras, an update calls it once for each
  /// variable that is decayed, in the order of the call, and once more for the Adam update (rule R-RATE-2); but all of
  /// that before the step changes anything.
  case callable(() -> Double)
}

extension LearningRate: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  public init(floatLiteral value: Double) { self = .constant(value) }
  public init(integerLiteral value: Int) { self = .constant(Double(value)) }
}

extension Adam {
  /// The learning rate of the next `apply`: Keras' property `learning_rate`.
  ///
  /// For a schedule it is the schedule's value at ``applyCount``; a callable is called.
  public var learningRate: Float {
    switch rate {
    case .constant(let rate): Float(rate)
    case .schedule(let schedule): FlushToZero.scope { schedule(applyCount) }
    case .callable(let rate): Float(FlushToZero.suspended(rate))
    }
  }

  /// Whether the learning rate is a number, which is part of the optimizer's state.
  public var learningRateIsVariable: Bool {
    if case .constant = rate { true } else { false }
  }

  /// Replaces the learning rate: Keras' setter of `learning_rate` (rules R-RATE-4 and
  /// R-ERROR-RATE).
  ///
  /// - Throws: An error with argument `learning_rate` if `newRate` is a number and the present learning rate
  ///   is a schedule (Keras: `TypeError`) or a callable (Keras: `AttributeError`).
  public func setLearningRate(_ newRate: LearningRate) throws(OptimizerError) {
    if case .constant = newRate, !learningRateIsVariable {
      throw .invalid(
        "learning_rate",
        "The learning rate is a schedule or a callable and cannot be set to a number; construct the "
          + "optimizer with a number, or set another schedule or callable.")
    }
    rate = newRate
  }
}
