import Conformance

extension Drawing {
  /// Constrains some of the variables.
  mutating func constrain(_ testCase: inout Case) {
    let known = Constraint.names.filter { has(.constraint($0)) }
    if known.isEmpty { return }
    for index in testCase.variables.indices where random.chance(0.7) {
      let name = random.pick(known)
      var config: [String: JSONValue] = [:]
      if name != "NonNeg" { config["axis"] = axis(rank: testCase.variables[index].shape.count) }
      if name == "MaxNorm", random.chance(0.7) {
        config["max_value"] = .number(random.pick([0, 2, random.number(0x1p-7, 10)]))
      }
      if name == "MinMaxNorm", random.chance(0.7) {
        config["min_value"] = .number(random.number(0x1p-7, 2))
        config["max_value"] = .number(random.number(0x1p-7, 10))
        config["rate"] = .number(random.pick([0, 1, 0.5, 1.7]))
      }
      testCase.variables[index].constraint = try? Constraint(name: name, config: config)
    }
  }

  private mutating func axis(rank: Int) -> JSONValue {
    if rank == 0 || random.chance(0.1) { return random.pick([.null, .array([])]) }
    if has(.errors), random.chance(0.02) { return .number(Double(random.pick([rank, -rank - 1]))) }
    if random.chance(0.6) { return .number(Double(random.integer(-rank...rank - 1))) }
    let axes = random.sample(Array(0..<rank), count: random.integer(1...rank))
    return .array(axes.map { .number(Double(random.chance(0.3) ? $0 - rank : $0)) })
  }

  /// Lets gradients overwrite some variables: mostly without averages that overwrite them too, at which Keras
  /// fails.
  mutating func overwrite(_ testCase: inout Case) {
    if !(has(.errors) && random.chance(0.1)) {
      testCase.arguments.given[.emaOverwriteFrequency] = nil
      testCase.script.removeAll { $0 == .finalize }
    }
    for index in testCase.variables.indices where random.chance(0.5) {
      testCase.variables[index].overwriteWithGradient = true
    }
  }

  /// Gives the gradients of some variables by rows: mostly without a loss scale factor, by which Keras does not
  /// divide rows.
  mutating func makeSparse(_ testCase: inout Case) {
    if !(has(.errors) && random.chance(0.05)) { testCase.arguments.given[.lossScaleFactor] = nil }
    let chosen = testCase.variables.indices.filter {
      !testCase.variables[$0].shape.isEmpty && random.chance(0.7)
    }
    for (event, gradients) in testCase.script.enumerated() {
      guard case .apply(var gradients) = gradients else { continue }
      for index in chosen where random.chance(0.8) {
        guard let dtype = gradients[index].dtype else { continue }
        gradients[index] = rows(of: testCase.variables[index], in: dtype)
      }
      testCase.script[event] = .apply(gradients)
    }
  }

  private mutating func rows(of variable: Variable, in dtype: DType) -> Gradient {
    let (extent, width) = (variable.shape[0], variable.shape.dropFirst().reduce(1, *))
    let isWrong = has(.errors) && random.chance(0.02)
    let count = extent == 0 ? 0 : random.integer(0...min(2 * extent, 40))
    let indices = (0..<count).map { _ in isWrong ? random.integer(-1...extent) : random.below(extent) }
    return .rows(
      indices: indices,
      values: tensor(dtype, count: count * width, magnitude: magnitude(), special: 0.05)
    )
  }

  mutating func lossScaleOptimizer() -> LossScaleOptimizer {
    if random.chance(0.1) { return LossScaleOptimizer() }
    return LossScaleOptimizer(
      initialScale: random.pick([2, 1024, random.number(0x1p-10, 1e5)]),
      dynamicGrowthSteps: random.pick([0, 1, 2, 3, 2000])
    )
  }

  /// Takes each step on two replicas.
  mutating func replicate(_ testCase: inout Case) {
    guard testCase.suitsReplicas else { return }
    for (index, event) in testCase.script.enumerated() {
      guard case .apply(let first) = event else { continue }
      let second = testCase.variables.map { variable in
        Gradient.dense(tensor(variable.dtype, count: variable.count, magnitude: magnitude()))
      }
      testCase.script[index] = .applyReplicas([first, second])
    }
  }

  /// Goes on from files at some places of the script.
  mutating func checkpoint(_ testCase: inout Case) {
    guard testCase.suitsCheckpoints else { return }
    for _ in 0..<random.integer(1...2) {
      testCase.script.insert(.checkpoint, at: random.integer(0...testCase.script.count))
    }
  }
}

extension Case {
  /// Whether Keras is sure to refuse nothing of what the case does on replicas: one that fails leaves the other
  /// waiting for ever. TensorFlow crashes where it is to add up no elements.
  var suitsReplicas: Bool {
    let gradients = script.flatMap { $0.gradients.flatMap(\.self) }
    let dtypes = Set(variables.map(\.dtype))
    guard case .number = arguments.learningRate else { return false }
    return dtypes.count == 1 && arguments.weightDecay != nil && variables.allSatisfy { $0.count > 0 }
      && !variables.contains { $0.constraint != nil || $0.overwriteWithGradient }
      && (lossScaleOptimizer == nil || dtypes.isSubset(of: [.float32, .float64]))
      && !script.contains(.checkpoint)
      && gradients.allSatisfy {
        if case .dense(let tensor) = $0 { dtypes.contains(tensor.dtype) } else { false }
      }
  }

  /// Whether the optimizer can be made again from its configuration and its state: callables are no part of the
  /// one, nor the accumulators of replicas of the other.
  var suitsCheckpoints: Bool {
    if case .callable = arguments.learningRate { return false }
    if case .callable = arguments.beta1 { return false }
    if case .callable = arguments.beta2 { return false }
    return !usesReplicas
  }

  /// Whether a step is taken on several replicas.
  var usesReplicas: Bool { script.contains { if case .applyReplicas = $0 { true } else { false } } }
}
