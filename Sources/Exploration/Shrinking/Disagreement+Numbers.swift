import Conformance

extension Disagreement {
  /// The case with a simpler number for one of the arguments, or of what a schedule, a constraint or an event has.
  var withSimplerArguments: [Case] {
    var simpler: [Case] = []
    for name in Arguments.Name.allCases {
      let isBeta = name == .beta1 || name == .beta2
      func plainer(_ value: Double) -> [Double] { isBeta ? value.simplerBetas : value.simpler }
      switch testCase.arguments.given[name] {
      case .number(let value):
        simpler += plainer(value).map { testCase.replacing(\.arguments.given[name], with: .number($0)) }
      case .callable(let value):
        simpler += plainer(value).map { testCase.replacing(\.arguments.given[name], with: .callable($0)) }
      case .schedule(let schedule):
        simpler += schedule.config.simpler.compactMap {
          guard let plainer = try? Schedule(name: schedule.name, config: $0) else { return nil }
          return testCase.replacing(\.arguments.given[name], with: .schedule(plainer))
        }
      case .null, .flag, .text, nil: break
      }
    }
    for index in testCase.variables.indices {
      guard let constraint = testCase.variables[index].constraint else { continue }
      simpler += constraint.config.simpler.compactMap {
        guard let plainer = try? Constraint(name: constraint.name, config: $0) else { return nil }
        return testCase.replacing(\.variables[index].constraint, with: plainer)
      }
    }
    for (index, event) in testCase.script.enumerated() {
      guard case .learningRate(let value) = event else { continue }
      simpler += value.simpler.map { testCase.replacing(\.script[index], with: .learningRate($0)) }
    }
    if let scaling = testCase.lossScaleOptimizer {
      simpler += (scaling.initialScale?.simpler ?? []).filter { $0 > 0 }.map {
        testCase.replacing(
          \.lossScaleOptimizer,
          with: LossScaleOptimizer(
            initialScale: $0, dynamicGrowthSteps: scaling.dynamicGrowthSteps))
      }
    }
    if let iterations = testCase.initialState?.iterations {
      for fewer in [0, 1, iterations / 2] where fewer < iterations {
        simpler.append(testCase.starting(after: fewer))
      }
    }
    return simpler
  }

  /// The case with a simpler number for one of the elements, or for all of a tensor.
  var withSimplerElements: [Case] {
    var simpler: [Case] = []
    for index in testCase.variables.indices {
      simpler += testCase.variables[index].data.simpler.map {
        testCase.replacing(\.variables[index].data, with: $0)
      }
    }
    for (event, _) in testCase.script.enumerated() {
      guard case .apply(let gradients) = testCase.script[event] else { continue }
      for (index, gradient) in gradients.enumerated() {
        simpler += gradient.simpler.map { plainer in
          var changed = gradients
          changed[index] = plainer
          return testCase.replacing(\.script[event], with: .apply(changed))
        }
      }
    }
    for (slot, tensors) in (testCase.initialState?.slots ?? [:]).sorted(by: {
      $0.key.rawValue < $1.key.rawValue
    }) {
      for (index, tensor) in tensors.enumerated() {
        simpler += (tensor?.simpler ?? []).map { plainer in
          var candidate = testCase
          candidate.initialState?.slots[slot]?[index] = plainer
          return candidate
        }
      }
    }
    return simpler
  }
}

extension Case {
  fileprivate func replacing<Part>(_ part: WritableKeyPath<Case, Part>, with value: Part) -> Case {
    var changed = self
    changed[keyPath: part] = value
    return changed
  }

  fileprivate func starting(after iterations: Int) -> Case {
    var changed = self
    changed.initialState?.iterations = iterations
    return changed
  }
}

extension Gradient {
  fileprivate var simpler: [Gradient] {
    switch self {
    case .missing: []
    case .dense(let tensor): tensor.simpler.map(Gradient.dense)
    case .rows(let indices, let values): values.simpler.map { .rows(indices: indices, values: $0) }
    }
  }
}

extension Tensor {
  /// Tensors that are all 1, or that have one simpler element.
  fileprivate var simpler: [Tensor] {
    let ones = Tensor.ones(dtype, count)
    var simpler = self == ones || count == 0 ? [] : [ones]
    // Many elements mean that all of them are needed: then their digits are not what matters.
    guard count <= 16 else { return simpler }
    for (index, value) in values.enumerated() {
      for plainer in value.simpler where dtype.value(ofBits: dtype.bits(nearestTo: plainer)) == plainer {
        var changed = self
        changed.bits[index] = dtype.bits(nearestTo: plainer)
        simpler.append(changed)
      }
    }
    return simpler
  }
}

extension [String: JSONValue] {
  /// Configurations with one simpler number.
  fileprivate var simpler: [[String: JSONValue]] {
    keys.sorted().flatMap { name -> [[String: JSONValue]] in
      guard case .number(let value) = self[name] else { return [] }
      return value.simpler.map { merging([name: .number($0)]) { $1 } }
    }
  }
}

extension Double {
  /// Numbers that are simpler to read, the simplest first.
  fileprivate var simpler: [Double] {
    let own = complexity
    var candidates: [Double] = [1, 0, 0.5, 2, -1, 0.25, 0.1]
    if isFinite, self != 0 {
      for bits in [1, 2, 3, 4, 6, 8, 11, 16, 23] {
        let unit = Double(sign: .plus, exponent: Int(exponent) - bits + 1, significand: 1)
        if unit > 0 { candidates.append((self / unit).rounded() * unit) }
      }
    }
    return candidates.filter { $0.complexity < own }
  }

  /// How much there is to a number: so that a simpler one is never exchanged for the one that it came from.
  private var complexity: Int {
    if let place = [1, 0, 0.5, 2, -1, 0.25, 0.1].firstIndex(of: self) {
      return sign == .minus && self == 0 ? 50 : place
    }
    guard isFinite else { return 40 }
    return 10 + (significandWidth + 1) * 4 + min(20, abs(Int(exponent)) / 8)
  }
}
