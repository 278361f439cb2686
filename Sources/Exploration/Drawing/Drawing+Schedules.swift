import Conformance

extension Drawing {
  /// One of the schedules that the ports have, with random options; nil if they have none.
  mutating func schedule() -> Schedule? {
    let known = Schedule.names.filter { has(.schedule($0)) }
    if known.isEmpty { return nil }
    let name = random.pick(known)
    var config: [String: JSONValue] =
      name == "PiecewiseConstantDecay"
      ? pieces() : ["initial_learning_rate": .number(random.number(0x1p-10, 1))]
    let steps = JSONValue.number(random.pick([1, 2, 3, 5, 7, 10, 100, 2.5, 3.7]))
    switch name {
    case "ExponentialDecay", "InverseTimeDecay":
      config["decay_steps"] = steps
      let isExponential = name == "ExponentialDecay"
      config["decay_rate"] = .number(isExponential ? random.number(0.1, 1.1) : random.number(0x1p-7, 3))
      option("staircase", .bool(random.chance(0.7)), in: &config)
    case "PolynomialDecay":
      config["decay_steps"] = steps
      option("end_learning_rate", .number(random.number(0x1p-13, 1)), in: &config)
      option("power", .number(random.pick([1, 2, 0.5, 3, random.number(0.2, 4)])), in: &config)
      option("cycle", .bool(random.chance(0.7)), in: &config)
    case "CosineDecay":
      config["decay_steps"] = steps
      option("alpha", .number(random.number(0x1p-10, 1)), in: &config)
      option("warmup_target", .number(random.number(0x1p-10, 1)), in: &config)
      option("warmup_steps", .number(Double(random.integer(1...8))), in: &config)
    case "CosineDecayRestarts":
      config["first_decay_steps"] = steps
      option("t_mul", .number(random.pick([1, 1.5, 2, 3, random.number(1.01, 4)])), in: &config)
      option("m_mul", .number(random.number(0.3, 1.2)), in: &config)
      option("alpha", .number(random.number(0x1p-10, 0.9)), in: &config)
    default: break
    }
    return try? Schedule(name: name, config: config)
  }

  private mutating func pieces() -> [String: JSONValue] {
    let boundaries = random.sample(Array(0..<10), count: random.integer(1...4)).sorted()
    let isWrong = has(.errors) && random.chance(0.03)
    let values = (0..<boundaries.count + (isWrong ? 2 : 1)).map { _ in random.number(0x1p-10, 1) }
    return [
      "boundaries": .array(boundaries.map { .number(Double($0)) }),
      "values": .array(values.map(JSONValue.number)),
    ]
  }

  /// Each option is there as often as not.
  private mutating func option(_ name: String, _ value: JSONValue, in config: inout [String: JSONValue]) {
    if random.chance(0.5) { config[name] = value }
  }
}
