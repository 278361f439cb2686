extension LossScaleOptimizer {
  /// The optimizer's own variables as values, in Keras' order: `iteration` and `learning_rate`, which stay zero;
  /// `step_counter` and `dynamic_scale`, once the optimizer is built; and those of the inner optimizer.
  public var variables: [StateVariable] {
    let counts = [("iteration", 0), ("step_counter", stepCounter)].map {
      StateVariable(path: "\(name)/\($0.0)", value: .count($0.1))
    }
    let scalars = [("learning_rate", 0), ("dynamic_scale", lossScale)].map {
      StateVariable(Variable([$0.1], shape: [], name: $0.0), of: name)
    }
    return [counts[0], scalars[0]] + (isBuilt ? [counts[1], scalars[1]] : []) + inner.variables
  }

  /// Replaces the optimizer's own variables and the inner optimizer's, so that a run continues from a saved state.
  ///
  /// Its own are the first of their names that share the optimizer's part of the path with `step_counter`; otherwise
  /// as ``Adam/load(_:)``.
  public func load(_ variables: [StateVariable]) throws(OptimizerError) {
    guard isBuilt else {
      throw .notBuilt("variables", "The optimizer must be built before it can take over a state.")
    }
    guard let owner = variables.first(where: { $0.name == "step_counter" })?.owner else {
      throw .state(
        "step_counter", "The optimizer has it, but the state, with \(variables.count) variables, does not.")
    }
    var names: Set = ["iteration", "learning_rate", "step_counter", "dynamic_scale"]
    var own: [StateVariable] = []
    var inners: [StateVariable] = []
    for variable in variables {
      if variable.owner == owner, names.remove(variable.name) != nil {
        own.append(variable)
      } else {
        inners.append(variable)
      }
    }
    var saved = SavedVariables(own)
    let scale = Variable(zerosOf: [])
    _ = try saved.takeCount("iteration")
    _ = try saved.takeArray(for: Variable(zerosOf: [], name: "learning_rate"))
    let counter = try saved.takeCount("step_counter")
    scale.assign(try saved.takeArray(for: Variable(zerosOf: [], name: "dynamic_scale")))
    try inner.load(inners)
    restore(lossScale: scale.values()[0], stepCounter: counter)
  }
}

extension StateVariable {
  /// The part of the path before the name.
  fileprivate var owner: Substring { path.dropLast(name.count) }
}
