import Conformance

extension Drawing {
  private static let constraints = ["MaxNorm", "NonNeg", "UnitNorm", "MinMaxNorm"]

  /// Constrains some of the variables.
  mutating func constrain(_ testCase: inout Case) {
    let known = Self.constraints.filter { has(.constraint($0)) }
    if known.isEmpty { return }
    for index in testCase.variables.indices where random.chance(percent: 70) {
      let name = random.pick(known)
      let config = config(of: name, rank: testCase.variables[index].shape.count)
      testCase.variables[index].constraint = try? Constraint(name: name, config: config)
    }
  }

  private mutating func config(of name: String, rank: Int) -> [String: JSONValue] {
    if name == "NonNeg" { return [:] }
    var config = ["axis": axis(rank: rank)]
    if name == "MaxNorm", random.chance(percent: 70) {
      let isPlain = random.chance(percent: 67)
      config["max_value"] = .number(isPlain ? random.pick([0, 2]) : random.number(exponents: -7...3))
    }
    if name == "MinMaxNorm", random.chance(percent: 70) {
      config["min_value"] = .number(random.number(exponents: -7...0))
      config["max_value"] = .number(random.number(exponents: -7...3))
      config["rate"] = .number(random.pick([0, 1, 0.5, 1.7]))
    }
    return config
  }

  private mutating func axis(rank: Int) -> JSONValue {
    if rank == 0 || random.chance(percent: 10) { return random.pick([.null, .array([])]) }
    if has(.errors), random.chance(percent: 2) {
      return random.pick([.number(Double(rank)), .number(Double(-rank - 1))])
    }
    if random.chance(percent: 60) { return .number(Double(random.integer(-rank...rank - 1))) }
    let count = random.integer(1...rank)
    return .array(
      random.sample(Array(0..<rank), count: count).map { axis in
        .number(Double(random.chance(percent: 30) ? axis - rank : axis))
      })
  }
}
