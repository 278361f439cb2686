// Rules R-STATE-3 and R-CHECKPOINT-1. Keras: `BaseOptimizer.variables`, `save_own_variables`, `load_own_variables`.

extension Adam {
  /// The optimizer's own variables as values, in Keras' order: `iteration`; `learning_rate` if it is a number; all
  /// averages; all accumulators; momentum and velocity of each variable in turn; all velocities' maxima.
  /// Corresponds to Keras' `variables`, of which an optimizer that is not built has the first two. Of several
  /// replicas' accumulators they are the first's (rule R-REPLICA-3).
  public var variables: [StateVariable] {
    var values = [StateVariable(path: "\(given.name)/\(Self.iterationName)", value: .count(applyCount))]
    if learningRateIsVariable {
      values.append(
        StateVariable(Variable([learningRate], shape: [], name: Self.rateName), of: given.name))
    }
    return values + ownVariables.map { StateVariable($0, of: given.name) }
  }

  /// Replaces the optimizer's own variables, so that a run continues from a saved state. Corresponds to Keras'
  /// `load_own_variables`.
  ///
  /// Variables are recognised by their names, those of one name by their order; so the order of Keras before 3.10,
  /// which had each variable's average and accumulator in turn, is read too. Keras recognises them by their
  /// number only, ignores a state of another length, and misreads that of those versions. All replicas go on with
  /// the accumulators of the state.
  ///
  /// - Throws: Before anything changes, an error with category `not_built`, or `invalid_state` and the name of the
  ///   first variable that is missing, that the optimizer does not have, or whose dtype or shape is another.
  public func load(_ variables: [StateVariable]) throws(OptimizerError) {
    guard let trained else {
      throw .notBuilt("variables", "The optimizer must be built before it can take over a state.")
    }
    var saved = SavedVariables(variables)
    let count = try saved.takeCount(Self.iterationName)
    var rate: Variable?
    if learningRateIsVariable {
      let variable = Variable(zerosOf: [], name: Self.rateName)
      variable.assign(try saved.takeArray(for: variable))
      rate = variable
    }
    let own = ownVariables
    var arrays: [[UInt8]] = []
    for variable in own { arrays.append(try saved.takeArray(for: variable)) }
    try saved.requireNothingLeft()

    applyCount = count
    if let rate { self.rate = .constant(Double(rate.values()[0] as Float)) }
    for (variable, bytes) in zip(own, arrays) { variable.assign(bytes) }
    for variable in trained.all { variable.forgetReplicas() }
  }

  static var iterationName: String { "iteration" }
  static var rateName: String { "learning_rate" }

  /// What the optimizer keeps for its variables, in Keras' order.
  private var ownVariables: [Variable] {
    guard let all = trained?.all else { return [] }
    return all.compactMap(\.average) + all.compactMap(\.accumulators.first)
      + all.flatMap { [$0.momentum, $0.velocity].compactMap(\.self) } + all.compactMap(\.velocityHat)
  }
}

extension Variable {
  func assign(_ elements: [UInt8]) {
    elements.withUnsafeBytes { bytes.copyMemory(from: $0) }
  }
}
