extension Schedule {
  /// From one learning rate to another, along a power.
  public struct PolynomialDecay: Hashable, Sendable {
    public var initialLearningRate: Double
    public var decaySteps: Double
    /// `end_learning_rate`; nil for Keras' default, 0.0001.
    public var endLearningRate: Double?
    /// `power`; nil for Keras' default, 1.
    public var power: Double?
    /// `cycle`; nil for Keras' default, false.
    public var cycle: Bool?
    /// The schedule's name, which changes nothing.
    public var name: String?

    public init(
      initialLearningRate: Double, decaySteps: Double, endLearningRate: Double? = nil,
      power: Double? = nil, cycle: Bool? = nil, name: String? = nil
    ) {
      self.initialLearningRate = initialLearningRate
      self.decaySteps = decaySteps
      self.endLearningRate = endLearningRate
      self.power = power
      self.cycle = cycle
      self.name = name
    }
  }
}

extension Schedule.PolynomialDecay: KerasClass {
  static let arguments: [KerasArgument<Self>] = [
    .number("initial_learning_rate", \.initialLearningRate),
    .number("decay_steps", \.decaySteps),
    .number("end_learning_rate", \.endLearningRate),
    .number("power", \.power),
    .flag("cycle", \.cycle),
    .name(\.name),
  ]

  init() { self.init(initialLearningRate: 0, decaySteps: 0) }
}
