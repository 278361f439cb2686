extension PlainAdamW {
  /// What is kept beside a variable, by Keras' names.
  public enum Slot: String, CaseIterable, Sendable {
    case momentum, velocity
    case velocityHat = "velocity_hat"
    case average
    case gradientAccumulator = "gradient_accumulator"

    /// Where it is.
    public var path: WritableKeyPath<Variable, [Float]> {
      switch self {
      case .momentum: \.momentum
      case .velocity: \.velocity
      case .velocityHat: \.velocityHat
      case .average: \.average
      case .gradientAccumulator: \.gradientAccumulator
      }
    }

    /// Whether an optimizer with these arguments has it.
    public func exists(with arguments: Arguments) -> Bool {
      switch self {
      case .momentum, .velocity: true
      case .velocityHat: arguments.amsgrad
      case .average: arguments.useEMA
      case .gradientAccumulator: (arguments.gradientAccumulationSteps ?? 0) > 0
      }
    }
  }
}
