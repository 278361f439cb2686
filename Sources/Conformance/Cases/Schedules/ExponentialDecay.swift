extension Schedule {
  /// The learning rate times a power of the decay rate.
  public struct ExponentialDecay: Hashable, Sendable {
    public var initialLearningRate: Double
    public var decaySteps: Double
    public var decayRate: Double
    /// `staircase`; nil for Keras' default, false.
    public var staircase: Bool?
    /// The schedule's name, which changes nothing.
    public var name: String?

    public init(
      initialLearningRate: Double, decaySteps: Double, decayRate: Double, staircase: Bool? = nil,
      name: String? = nil
    ) {
      self.initialLearningRate = initialLearningRate
      self.decaySteps = decaySteps
      self.decayRate = decayRate
      self.staircase = staircase
      self.name = name
    }
  }
}

extension Schedule.ExponentialDecay: KerasClass {
  static let arguments: [KerasArgument<Self>] = [
    .number("initial_learning_rate", \.initialLearningRate),
    .number("decay_steps", \.decaySteps),
    .number("decay_rate", \.decayRate),
    .flag("staircase", \.staircase),
    .name(\.name),
  ]

  init() { self.init(initialLearningRate: 0, decaySteps: 0, decayRate: 0) }
}
