extension Schedule {
  /// Along half a cosine, after a warm-up if there is a target for it.
  public struct CosineDecay: Hashable, Sendable {
    public var initialLearningRate: Double
    public var decaySteps: Double
    /// `alpha`; nil for Keras' default, 0.
    public var alpha: Double?
    /// `warmup_target`; nil for Keras' default, `None`: no warm-up.
    public var warmupTarget: Double?
    /// `warmup_steps`; nil for Keras' default, 0.
    public var warmupSteps: Double?
    /// The schedule's name, which changes nothing.
    public var name: String?

    public init(
      initialLearningRate: Double, decaySteps: Double, alpha: Double? = nil, warmupTarget: Double? = nil,
      warmupSteps: Double? = nil, name: String? = nil
    ) {
      self.initialLearningRate = initialLearningRate
      self.decaySteps = decaySteps
      self.alpha = alpha
      self.warmupTarget = warmupTarget
      self.warmupSteps = warmupSteps
      self.name = name
    }
  }
}

extension Schedule.CosineDecay: KerasClass {
  static let arguments: [KerasArgument<Self>] = [
    .number("initial_learning_rate", \.initialLearningRate),
    .number("decay_steps", \.decaySteps),
    .number("alpha", \.alpha),
    .numberOrNone("warmup_target", \.warmupTarget),
    .number("warmup_steps", \.warmupSteps),
    .name(\.name),
  ]

  init() { self.init(initialLearningRate: 0, decaySteps: 0) }
}
