extension Adam {
  /// The learning rate of the next `apply`: Keras' property `learning_rate`.
  ///
  /// For a schedule it is the schedule's value at ``applyCount``, in eager mode, which in a step of ``Profile/graph`` may
  /// be another; a callable is called.
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
  /// With ``Profile/graph`` a new schedule or callable is seen by the next step, as by a function that is traced again;
  /// one that Keras has traced goes on with what it was traced with.
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
    traces.forget()
  }
}
