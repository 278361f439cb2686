// Each schedule reads and writes what Keras' `get_config` of its class returns.

extension ExponentialDecay: Codable {
  public init(from decoder: any Decoder) throws {
    let fields = try ConfigurationFields(
      decoder, of: "ExponentialDecay",
      known: ["initial_learning_rate", "decay_steps", "decay_rate", "staircase", "name"])
    try self.init(
      initialLearningRate: fields.number("initial_learning_rate"), decaySteps: fields.number("decay_steps"),
      decayRate: fields.number("decay_rate"), staircase: fields.flag("staircase", default: false),
      name: fields.text("name", default: Self.defaultName))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: ConfigurationKey.self)
    try container.write(initialLearningRate, "initial_learning_rate")
    try container.write(decaySteps, "decay_steps")
    try container.write(decayRate, "decay_rate")
    try container.write(staircase, "staircase")
    try container.write(name, "name")
  }
}

extension InverseTimeDecay: Codable {
  public init(from decoder: any Decoder) throws {
    let fields = try ConfigurationFields(
      decoder, of: "InverseTimeDecay",
      known: ["initial_learning_rate", "decay_steps", "decay_rate", "staircase", "name"])
    try self.init(
      initialLearningRate: fields.number("initial_learning_rate"), decaySteps: fields.number("decay_steps"),
      decayRate: fields.number("decay_rate"), staircase: fields.flag("staircase", default: false),
      name: fields.text("name", default: Self.defaultName))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: ConfigurationKey.self)
    try container.write(initialLearningRate, "initial_learning_rate")
    try container.write(decaySteps, "decay_steps")
    try container.write(decayRate, "decay_rate")
    try container.write(staircase, "staircase")
    try container.write(name, "name")
  }
}

extension PiecewiseConstantDecay: Codable {
  public init(from decoder: any Decoder) throws {
    let fields = try ConfigurationFields(
      decoder, of: "PiecewiseConstantDecay", known: ["boundaries", "values", "name"])
    try self.init(
      boundaries: fields.value("boundaries", as: "a list of numbers"),
      values: fields.value("values", as: "a list of numbers"),
      name: fields.text("name", default: Self.defaultName))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: ConfigurationKey.self)
    try container.write(boundaries, "boundaries")
    try container.write(values, "values")
    try container.write(name, "name")
  }
}

extension PolynomialDecay: Codable {
  public init(from decoder: any Decoder) throws {
    let fields = try ConfigurationFields(
      decoder, of: "PolynomialDecay",
      known: ["initial_learning_rate", "decay_steps", "end_learning_rate", "power", "cycle", "name"])
    try self.init(
      initialLearningRate: fields.number("initial_learning_rate"), decaySteps: fields.number("decay_steps"),
      endLearningRate: fields.number("end_learning_rate", default: 0.0001),
      power: fields.number("power", default: 1), cycle: fields.flag("cycle", default: false),
      name: fields.text("name", default: Self.defaultName))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: ConfigurationKey.self)
    try container.write(initialLearningRate, "initial_learning_rate")
    try container.write(decaySteps, "decay_steps")
    try container.write(endLearningRate, "end_learning_rate")
    try container.write(power, "power")
    try container.write(cycle, "cycle")
    try container.write(name, "name")
  }
}

extension CosineDecay: Codable {
  public init(from decoder: any Decoder) throws {
    let fields = try ConfigurationFields(
      decoder, of: "CosineDecay",
      known: ["initial_learning_rate", "decay_steps", "alpha", "name", "warmup_target", "warmup_steps"])
    try self.init(
      initialLearningRate: fields.number("initial_learning_rate"), decaySteps: fields.number("decay_steps"),
      alpha: fields.number("alpha", default: 0), warmupTarget: fields.optionalNumber("warmup_target"),
      warmupSteps: fields.number("warmup_steps", default: 0),
      name: fields.text("name", default: Self.defaultName))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: ConfigurationKey.self)
    try container.write(initialLearningRate, "initial_learning_rate")
    try container.write(decaySteps, "decay_steps")
    try container.write(alpha, "alpha")
    try container.write(name, "name")
    try container.write(warmupTarget, "warmup_target")
    try container.write(warmupSteps, "warmup_steps")
  }
}

extension CosineDecayRestarts: Codable {
  public init(from decoder: any Decoder) throws {
    let fields = try ConfigurationFields(
      decoder, of: "CosineDecayRestarts",
      known: ["initial_learning_rate", "first_decay_steps", "t_mul", "m_mul", "alpha", "name"])
    try self.init(
      initialLearningRate: fields.number("initial_learning_rate"),
      firstDecaySteps: fields.number("first_decay_steps"),
      periodFactor: fields.number("t_mul", default: 2), peakFactor: fields.number("m_mul", default: 1),
      alpha: fields.number("alpha", default: 0), name: fields.text("name", default: Self.defaultName))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: ConfigurationKey.self)
    try container.write(initialLearningRate, "initial_learning_rate")
    try container.write(firstDecaySteps, "first_decay_steps")
    try container.write(periodFactor, "t_mul")
    try container.write(peakFactor, "m_mul")
    try container.write(alpha, "alpha")
    try container.write(name, "name")
  }
}
