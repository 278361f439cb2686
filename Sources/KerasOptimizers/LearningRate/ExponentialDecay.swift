/// `initial * rate^(step / steps)` (rule R-SCHEDULE-EXPONENTIAL).
///
/// Corresponds to `keras.optimizers.schedules.ExponentialDecay`.
public struct ExponentialDecay: LearningRateSchedule, Hashable, Sendable {
  /// Keras' `initial_learning_rate`: where the decay starts.
  public let initialLearningRate: Double
  /// Keras' `decay_steps`, which need not be whole.
  public let decaySteps: Double
  /// Keras' `decay_rate`: the factor over ``decaySteps`` steps.
  public let decayRate: Double
  /// Whether the exponent is rounded down to a whole number.
  public let staircase: Bool
  /// Keras' `name`, which stands in the configuration and changes nothing.
  public let name: String

  public static let defaultName = "ExponentialDecay"

  /// - Throws: An error with argument `decay_steps` if it is not above 0.
  public init(
    initialLearningRate: Double, decaySteps: Double, decayRate: Double, staircase: Bool = false,
    name: String = ExponentialDecay.defaultName
  ) throws(OptimizerError) {
    try requirePositive(decaySteps, "decay_steps")
    self.initialLearningRate = initialLearningRate
    self.decaySteps = decaySteps
    self.decayRate = decayRate
    self.staircase = staircase
    self.name = name
  }

  public func callAsFunction(_ step: Int) -> Float {
    let ratio = Float(step) / Float(decaySteps)
    let exponent = staircase ? ratio.rounded(.down) : ratio
    return Float(initialLearningRate) * power(ofConstant: decayRate, exponent)
  }
}
