extension Schedule {
  /// Along half a cosine again and again.
  public struct CosineDecayRestarts: Hashable, Sendable {
    public var initialLearningRate: Double
    public var firstDecaySteps: Double
    /// `t_mul`; nil for Keras' default, 2.
    public var periodFactor: Double?
    /// `m_mul`; nil for Keras' default, 1.
    public var peakFactor: Double?
    /// `alpha`; nil for Keras' default, 0.
    public var alpha: Double?
    /// The schedule's name, which changes nothing.
    public var name: String?

    public init(
      initialLearningRate: Double, firstDecaySteps: Double, periodFactor: Double? = nil,
      peakFactor: Double? = nil, alpha: Double? = nil, name: String? = nil
    ) {
      self.initialLearningRate = initialLearningRate
      self.firstDecaySteps = firstDecaySteps
      self.periodFactor = periodFactor
      self.peakFactor = peakFactor
      self.alpha = alpha
      self.name = name
    }
  }
}

extension Schedule.CosineDecayRestarts: KerasClass {
  static let arguments: [KerasArgument<Self>] = [
    .number("initial_learning_rate", \.initialLearningRate),
    .number("first_decay_steps", \.firstDecaySteps),
    .number("t_mul", \.periodFactor),
    .number("m_mul", \.peakFactor),
    .number("alpha", \.alpha),
    .name(\.name),
  ]

  init() { self.init(initialLearningRate: 0, firstDecaySteps: 0) }
}
