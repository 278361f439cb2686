/// From the initial to the end learning rate along a power of the remaining fraction
/// (rule R-SCHEDULE-POLYNOMIAL).
///
/// Corresponds to `keras.optimizers.schedules.PolynomialDecay`.
public struct PolynomialDecay: LearningRateSchedule, Hashable, Sendable {
  /// Keras' `initial_learning_rate`: where the decay starts.
  public let initialLearningRate: Double
  /// Keras' `decay_steps`, which need not be whole.
  public let decaySteps: Double
  /// Keras' `end_learning_rate`: where the decay ends.
  public let endLearningRate: Double
  /// The exponent; 1 is a straight line.
  public let power: Double
  /// Whether the decay starts again, over the next multiple of ``decaySteps``, instead of staying at the end.
  public let cycle: Bool
  /// Keras' `name`, which stands in the configuration and changes nothing.
  public let name: String

  public static let defaultName = "PolynomialDecay"

  /// - Throws: An error with argument `decay_steps` if it is not above 0.
  public init(
    initialLearningRate: Double, decaySteps: Double, endLearningRate: Double = 0.0001, power: Double = 1,
    cycle: Bool = false, name: String = PolynomialDecay.defaultName
  ) throws(OptimizerError) {
    try requirePositive(decaySteps, "decay_steps")
    self.initialLearningRate = initialLearningRate
    self.decaySteps = decaySteps
    self.endLearningRate = endLearningRate
    self.power = power
    self.cycle = cycle
    self.name = name
  }

  public func callAsFunction(_ step: Int) -> Float {
    let (start, end) = (Float(initialLearningRate), Float(endLearningRate))
    var (steps, step) = (Float(decaySteps), Float(step))
    if cycle {
      steps *= step == 0 ? 1 : (step / steps).rounded(.up)
    } else {
      step = min(step, steps)
    }
    return (start - end) * KerasOptimizers.power(1 - step / steps, Float(power)) + end
  }
}
