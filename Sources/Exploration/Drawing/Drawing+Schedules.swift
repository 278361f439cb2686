import Conformance

extension Drawing {
  private static let schedules = [
    "ExponentialDecay", "InverseTimeDecay", "PiecewiseConstantDecay", "PolynomialDecay", "CosineDecay",
    "CosineDecayRestarts",
  ]

  /// One of the schedules that the ports have, with random options; nil if they have none.
  mutating func schedule() -> Schedule? {
    let known = Self.schedules.filter { has(.schedule($0)) }
    if known.isEmpty { return nil }
    let name = random.pick(known)
    return try? Schedule(name: name, config: config(of: name))
  }

  private mutating func config(of name: String) -> [String: JSONValue] {
    if name == "PiecewiseConstantDecay" { return pieces() }
    var config = ["initial_learning_rate": JSONValue.number(random.number(exponents: -10...0))]
    let steps = name == "CosineDecayRestarts" ? "first_decay_steps" : "decay_steps"
    config[steps] = .number(random.pick([1, 2, 3, 5, 7, 10, 100, 2.5, 3.7]))
    switch name {
    case "ExponentialDecay":
      config["decay_rate"] = .number(random.number(exponents: -4...0))
      if isGiven { config["staircase"] = flag }
    case "InverseTimeDecay":
      config["decay_rate"] = .number(random.number(exponents: -7...1))
      if isGiven { config["staircase"] = flag }
    case "PolynomialDecay":
      if isGiven { config["end_learning_rate"] = .number(random.number(exponents: -13...0)) }
      if isGiven { config["power"] = .number(oneOf([1, 2, 0.5, 3], orBetween: -2...1)) }
      if isGiven { config["cycle"] = flag }
    case "CosineDecay":
      if isGiven { config["alpha"] = .number(random.number(exponents: -10...0)) }
      if isGiven { config["warmup_target"] = .number(random.number(exponents: -10...0)) }
      if isGiven { config["warmup_steps"] = .number(Double(random.integer(1...8))) }
    case "CosineDecayRestarts":
      if isGiven { config["t_mul"] = .number(oneOf([1, 1.5, 2, 3], orBetween: 0...1)) }
      if isGiven { config["m_mul"] = .number(random.number(exponents: -2...0)) }
      if isGiven { config["alpha"] = .number(random.number(exponents: -10 ... -1)) }
    default: break
    }
    return config
  }

  private var isGiven: Bool { mutating get { random.chance(percent: 50) } }

  private var flag: JSONValue { mutating get { .bool(random.chance(percent: 70)) } }

  private mutating func oneOf(_ plain: [Double], orBetween exponents: ClosedRange<Int>) -> Double {
    random.chance(percent: 80) ? random.pick(plain) : random.number(exponents: exponents)
  }

  private mutating func pieces() -> [String: JSONValue] {
    let count = random.integer(1...4)
    let boundaries = random.sample(Array(0..<12), count: count).sorted()
    let isWrong = has(.errors) && random.chance(percent: 3)
    let values = (0..<count + (isWrong ? 2 : 1)).map { _ in random.number(exponents: -10...0) }
    return [
      "boundaries": .array(boundaries.map { .number(Double($0)) }),
      "values": .array(values.map(JSONValue.number)),
    ]
  }
}
