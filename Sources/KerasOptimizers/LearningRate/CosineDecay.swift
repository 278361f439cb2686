/// Half a cosine from the initial learning rate down to a fraction of it, after an optional linear warm-up
/// (rule R-SCHEDULE-COSINE).
///
/// Corresponds to `keras.optimizers.schedules.CosineDecay`.
public struct CosineDecay: LearningRateSchedule, Hashable, Sendable {
  /// Keras' `initial_learning_rate`; with a warm-up, where that starts.
  public let initialLearningRate: Double
  /// Keras' `decay_steps`, not counting the warm-up; need not be whole.
  public let decaySteps: Double
  /// The fraction that is left at the end.
  public let alpha: Double
  /// Where the warm-up ends and the decay starts; nil is no warm-up.
  public let warmupTarget: Double?
  /// Keras' `warmup_steps`, which need not be whole.
  public let warmupSteps: Double
  /// Keras' `name`, which stands in the configuration and changes nothing.
  public let name: String

  public static let defaultName = "CosineDecay"

  /// - Throws: An error with argument `decay_steps` if it is not above 0.
  public init(
    initialLearningRate: Double, decaySteps: Double, alpha: Double = 0, warmupTarget: Double? = nil,
    warmupSteps: Double = 0, name: String = CosineDecay.defaultName
  ) throws(OptimizerError) {
    try requirePositive(decaySteps, "decay_steps")
    self.initialLearningRate = initialLearningRate
    self.decaySteps = decaySteps
    self.alpha = alpha
    self.warmupTarget = warmupTarget
    self.warmupSteps = warmupSteps
    self.name = name
  }

  public func callAsFunction(_ step: Int) -> Float {
    let (start, steps) = (Float(initialLearningRate), Float(decaySteps))
    guard let warmupTarget else {
      return decay(angle: Float.pi32 * (min(Float(step), steps) / steps), from: start)
    }
    let (target, warmup) = (Float(warmupTarget), Float(warmupSteps))
    let step = min(Float(step), steps + warmup)
    return step < warmup
      ? (target - start) * (step / warmup) + start
      : decay(angle: Float.pi32 * ((step - warmup) / steps), from: target)
  }

  func decay(angle: Float, from rate: Float) -> Float {
    let cosine = 0.5 * (1 + cosine(angle))
    // `1 - alpha` is a subtraction of Python numbers here, in double.
    return rate * (Float(1 - alpha) * cosine + Float(alpha))
  }
}

extension Float {
  /// π rounded to nearest; Swift's `Float.pi` is rounded towards zero.
  static var pi32: Float { Float(Double.pi) }
}
