/// A cosine decay that starts again with periods and peaks of its own (rule R-SCHEDULE-COSINE-RESTARTS).
///
/// Corresponds to `keras.optimizers.schedules.CosineDecayRestarts`. Source:
/// [Loshchilov & Hutter, 2016](https://arxiv.org/abs/1608.03983).
public struct CosineDecayRestarts: LearningRateSchedule, Hashable, Sendable {
  /// Keras' `initial_learning_rate`: where the decay starts.
  public let initialLearningRate: Double
  /// Keras' `first_decay_steps`, the length of the first period; need not be whole.
  public let firstDecaySteps: Double
  /// Keras' `t_mul`, by which each period is longer than the one before.
  public let periodFactor: Double
  /// Keras' `m_mul`, by which each peak is higher than the one before.
  public let peakFactor: Double
  /// The fraction that is left at the end of a period.
  public let alpha: Double
  /// Keras' `name`, which stands in the configuration and changes nothing.
  public let name: String

  public static let defaultName = "SGDRDecay"

  /// - Throws: An error with argument `first_decay_steps` if it is not above 0.
  public init(
    initialLearningRate: Double, firstDecaySteps: Double, periodFactor: Double = 2, peakFactor: Double = 1,
    alpha: Double = 0, name: String = CosineDecayRestarts.defaultName
  ) throws(OptimizerError) {
    try requirePositive(firstDecaySteps, "first_decay_steps")
    self.initialLearningRate = initialLearningRate
    self.firstDecaySteps = firstDecaySteps
    self.periodFactor = periodFactor
    self.peakFactor = peakFactor
    self.alpha = alpha
    self.name = name
  }

  public func callAsFunction(_ step: Int) -> Float {
    let (t, alpha) = (Float(periodFactor), Float(alpha))
    var fraction = Float(step) / Float(firstDecaySteps)
    let restarts: Float
    if t == 1 {
      restarts = fraction.rounded(.down)
      fraction -= restarts
    } else {
      restarts = (logarithm(1 - fraction * (1 - t)) / logarithm(t)).rounded(.down)
      let sum = (1 - power(t, restarts)) / (1 - t)
      fraction = (fraction - sum) / power(t, restarts)
    }
    let peak = power(Float(peakFactor), restarts)
    let cosine = 0.5 * peak * (1 + cosine(Float.pi32 * fraction))
    return Float(initialLearningRate) * ((1 - alpha) * cosine + alpha)
  }
}
