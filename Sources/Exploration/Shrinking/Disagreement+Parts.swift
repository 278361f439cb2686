import Conformance

extension Disagreement {
  /// The case with fewer events: up to the difference, either half, or one less.
  var withFewerEvents: [Case] {
    let count = testCase.script.count
    var kept: [[Int]] = []
    if let event = divergence.event { kept += [[event], Array(0...event)] }
    if count > 3 { kept += [Array(0..<count / 2), Array(count / 2..<count)] }
    kept += (0..<count).reversed().map { dropped in (0..<count).filter { $0 != dropped } }
    return kept.filter { !$0.isEmpty && $0.count < count }.map { indices in
      var smaller = testCase
      smaller.script = indices.map { testCase.script[$0] }
      return smaller
    }
  }

  /// The case with fewer variables: only the one that differs, or one less.
  var withFewerVariables: [Case] {
    let count = testCase.variables.count
    guard count > 1, testCase.script.allSatisfy({ $0.gradients.allSatisfy { $0.count == count } }) else {
      return []
    }
    let alone = divergence.variable.map { [[$0]] } ?? []
    let others = (0..<count).map { dropped in (0..<count).filter { $0 != dropped } }
    return (alone + others).map { testCase.keeping(variables: $0) }
  }

  /// The case with fewer arguments: none, or one less; and without what surrounds the optimizer.
  var withFewerArguments: [Case] {
    let names = Arguments.Name.allCases.filter { testCase.arguments.given.keys.contains($0) }
    var smaller: [Case] = []
    func add(_ change: (inout Case) -> Void) {
      var candidate = testCase
      change(&candidate)
      if candidate != testCase { smaller.append(candidate) }
    }
    add { $0.arguments = Arguments() }
    add { $0.initialState = nil }
    add { $0.exclusion = nil }
    add { $0.lossScaleOptimizer = nil }
    add { $0.optimizer = .adamW }
    for name in names { add { $0.arguments.given[name] = nil } }
    if case .schedule(let schedule) = testCase.arguments.learningRate {
      for option in schedule.config.keys.sorted() {
        let fewer = schedule.config.filter { $0.key != option }
        guard let plainer = try? Schedule(name: schedule.name, config: fewer) else { continue }
        add { $0.arguments.given[.learningRate] = .schedule(plainer) }
      }
    }
    for name in names {
      if case .callable(let value) = testCase.arguments[name] {
        add { $0.arguments.given[name] = .number(value) }
      }
    }
    return smaller
  }

  /// The case with variables that have no constraint, are not overwritten, and have fewer dimensions.
  var withPlainerVariables: [Case] {
    testCase.variables.indices.flatMap { index -> [Case] in
      let variable = testCase.variables[index]
      var plainer: [Case] = []
      func add(_ change: (inout Variable) -> Void) {
        var candidate = testCase
        change(&candidate.variables[index])
        if candidate != testCase { plainer.append(candidate) }
      }
      add { $0.constraint = nil }
      add { $0.overwriteWithGradient = false }
      if let constraint = variable.constraint {
        for option in constraint.config.keys.sorted() {
          let fewer = constraint.config.filter { $0.key != option }
          guard let plainer = try? Constraint(name: constraint.name, config: fewer) else { continue }
          add { $0.constraint = plainer }
        }
      }
      if !testCase.hasRows(of: index), variable.constraint == nil, variable.shape.count > 1 {
        add { $0.shape = [variable.count] }
      }
      return plainer
    }
  }
}

extension Case {
  /// The case on some of its variables.
  fileprivate func keeping(variables kept: [Int]) -> Case {
    var smaller = self
    smaller.variables = kept.map { variables[$0] }
    smaller.script = script.map { event in
      switch event {
      case .apply(let gradients): .apply(kept.map { gradients[$0] })
      case .applyReplicas(let replicas):
        .applyReplicas(replicas.map { gradients in kept.map { gradients[$0] } })
      case .learningRate, .finalize, .checkpoint: event
      }
    }
    smaller.exclusion?.variables = kept.indices.filter { exclusion?.variables.contains(kept[$0]) ?? false }
    for (slot, tensors) in initialState?.slots ?? [:] {
      smaller.initialState?.slots[slot] = kept.map { tensors[$0] }
    }
    return smaller
  }

  /// Whether a gradient of a variable is given by rows.
  func hasRows(of index: Int) -> Bool {
    script.contains { event in
      event.gradients.contains { gradients in
        if index < gradients.count, case .rows = gradients[index] { true } else { false }
      }
    }
  }
}
