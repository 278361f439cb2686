// Rules R-ERROR-GRADIENTS, R-ERROR-SPARSE, R-ERROR-CONSTRAINT, R-ERROR-OVERWRITE, R-GRAPH-REFUSAL and R-GRAPH-REPLICA:
// what a call of `apply` is refused for, before it changes anything.

extension Adam {
  /// Takes a gradient for the step, if there is one and it fits its variable.
  func take(
    _ gradient: Gradient?, for variable: TrainedVariable, replica: Int = 0, into input: StepInput
  ) throws(OptimizerError) {
    guard let gradient else { return }
    try check(gradient, for: variable)
    input.append(gradient, for: variable, replica: replica)
  }

  /// Refuses a gradient that does not fit its variable.
  private func check(_ gradient: Gradient, for trained: TrainedVariable) throws(OptimizerError) {
    let variable = trained.variable
    if let rows = gradient.rows {
      try gradient.check(rows, of: variable)
    } else {
      try gradient.checkShape(of: variable)
    }
    if trained.isOverwritten { return try checkNewValues(gradient, for: variable) }
    guard gradient.rows == nil || !unscalesGradients else {
      throw .gradients(
        "The gradient of '\(variable.name)' is sparse, which a loss scale factor does not divide; it must be "
          + "dense, or the loss not scaled.")
    }
    // Keras adds what it has accumulated in a dtype that holds both, but only to a sparse gradient.
    let meetsOtherDType = isUpdateStep && gradient.rows != nil && profile == .eager
    guard !accumulates || gradient.dtype == variable.dtype || meetsOtherDType else {
      throw .gradients(
        "With accumulation the gradient of '\(variable.name)' must be \(variable.dtype) like the variable, "
          + "not \(gradient.dtype).")
    }
  }

  /// Refuses what a graph cannot choose between: with accumulation a new value must be of the kind that is kept.
  private func checkNewValues(_ gradient: Gradient, for variable: Variable) throws(OptimizerError) {
    guard profile == .eager || !accumulates || (gradient.dtype == variable.dtype && gradient.rows == nil)
    else {
      throw .gradients(
        "With accumulation in a graph, what overwrites '\(variable.name)' must be dense and \(variable.dtype)."
      )
    }
  }

  /// Refuses gradients that each fit their variable, but not the step.
  func check(_ input: StepInput, of variables: TrainedVariables) throws(OptimizerError) {
    try variables.checkMemory()
    try variables.checkExclusions()
    guard !input.gradients.isEmpty || !input.newValues.isEmpty else {
      throw .gradients("No variable has a gradient; at least one needs one.")
    }
    if let first = input.gradients.first?.dtypeWithAccumulator {
      // A graph has all that a call may come to, and is refused for it when it is traced.
      let mayUpdate = isUpdateStep || profile == .graph
      if mayUpdate, clipping.isGlobal,
        let other = input.gradients.lazy.map(\.dtypeWithAccumulator).first(where: { $0 != first })
      {
        throw .gradients("A global norm needs gradients of one dtype, not \(first) and \(other).")
      }
      if mayUpdate { try checkSums(of: input) }
      let mayOverwrite = averagesOverwriteWeights || (profile == .graph && given.overwritesAtTimes)
      if mayOverwrite { try variables.checkAverages(for: "ema_overwrite_frequency") }
    }
    if profile == .graph, !input.furtherReplicas.isEmpty { try checkReplicasInGraph(input) }
    if input.isConstrained {
      for gradient in input.gradients {
        try gradient.trained.constraint?.check(gradient.trained.variable)
      }
    }
  }

  /// Refuses what TensorFlow cannot trace for several replicas: conditionals in which they meet, and a sum of all dense
  /// gradients at once that are of several dtypes.
  private func checkReplicasInGraph(_ input: StepInput) throws(OptimizerError) {
    guard !accumulates, !given.overwritesAtTimes else {
      throw .gradients(
        "In a graph several replicas can neither accumulate gradients nor overwrite weights with their averages."
      )
    }
    let dtypes = input.gradients.filter { $0.rows == nil }.map(\.dtype)
    if let first = dtypes.first, let other = dtypes.first(where: { $0 != first }) {
      throw .gradients("In a graph several replicas need gradients of one dtype, not \(first) and \(other).")
    }
  }

  /// Refuses gradients of several replicas that will not be of one kind and dtype when they are added. Accumulation and
  /// a global norm make them dense before.
  private func checkSums(of input: StepInput) throws(OptimizerError) {
    let staySparse = !accumulates && !clipping.isGlobal
    for further in input.furtherReplicas {
      for (gradient, other) in zip(input.gradients, further) {
        guard gradient.dtypeWithAccumulator == other.dtypeWithAccumulator,
          !staySparse || (gradient.rows == nil) == (other.rows == nil)
        else {
          throw .gradients(
            "The gradients of '\(gradient.trained.name)' must be of one dtype on all replicas, and all dense or "
              + "all sparse.")
        }
      }
    }
  }
}

extension Gradient {
  fileprivate func checkShape(of variable: Variable) throws(OptimizerError) {
    guard count == variable.count, shape == nil || shape == variable.shape else {
      throw .gradients(
        "The gradient of '\(variable.name)' must have shape \(variable.shape), not "
          + "\(shape.map { "\($0)" } ?? "\(count) elements").")
    }
  }

  /// Refuses rows that are not the variable's, even rows without elements, as those of shape `[2, 0]` are, for which
  /// TensorFlow takes any index. Below 0 there is none, but TensorFlow lets that pass where it adds up; not where it
  /// scatters, which it cannot do to a variable without elements either. A step adds rows up; only a
  /// ``LossScaleOptimizer`` has them scattered, to look whether they are finite.
  func check(
    _ rows: [Int], of variable: Variable, areScattered: Bool = false
  ) throws(OptimizerError) {
    guard let extent = variable.shape.first else {
      throw .gradients(
        "'\(variable.name)' is a scalar, which has no rows; its gradient must have one element.")
    }
    let shape = [rows.count] + variable.shape.dropFirst()
    guard count == elementCount(of: shape) else {
      throw .gradients(
        "\(rows.count) rows of '\(variable.name)' must have shape \(shape), not \(count) elements.")
    }
    if let row = rows.first(where: { $0 >= extent || (areScattered && $0 < 0) }) {
      throw .gradients("'\(variable.name)' has \(extent) rows; there is no row \(row).")
    }
    guard !areScattered || rows.isEmpty || variable.count > 0 else {
      throw .gradients("'\(variable.name)' has no elements; its gradient must have no rows to be looked at.")
    }
  }
}
