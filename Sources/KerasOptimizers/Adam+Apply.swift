extension Adam {
  /// Updates the variables that the optimizer was built with. Corresponds to Keras' `apply(grads)`.
  ///
  /// - Parameter gradients: One for each variable, in the order of ``trainableVariables``; nil leaves a variable
  ///   out of everything but the moving average (rule R-APPLY-2). An empty list does nothing and does not
  ///   count as a step (rule R-APPLY-4).
  /// - Throws: Before anything changes, an error with category `not_built`, with argument `trainable_variables` if
  ///   the variables' memory is to be handed over call by call, or `invalid_gradients` if there are
  ///   not as many gradients as variables, if all are nil, or if one does not fit its variable: another number of
  ///   elements or another shape (Keras broadcasts where it can), another dtype than the variable's under
  ///   accumulation, or, with `global_clipnorm`, another dtype than the other gradients'; and what a variable's
  ///   ``Constraint/check(_:)`` throws. With ``Profile/graph`` more is refused (rule R-GRAPH-REFUSAL).
  public func apply(_ gradients: [Gradient?]) throws(OptimizerError) {
    if gradients.isEmpty { return }
    guard let trained else {
      throw .notBuilt("grads", "The optimizer must be built, or be given the variables beside the gradients.")
    }
    guard gradients.count == trained.all.count else {
      throw .gradients(
        "The optimizer has \(trained.all.count) variables and needs as many gradients, not \(gradients.count)."
      )
    }
    try step(of: trained) { input throws(OptimizerError) in
      for (gradient, variable) in zip(gradients, trained.all) {
        try take(gradient, for: variable, into: input)
      }
    }
    // The step knows only where the elements are; the gradients own the memory.
    withExtendedLifetime(gradients) {}
  }

  /// Updates some or all of the variables that the optimizer was built with, in any order, and builds it first if
  /// it is not built. Corresponds to Keras' `apply(grads, trainable_variables)`.
  ///
  /// - Throws: As ``apply(_:)``, and with category `invalid_argument` and argument `trainable_variables` for a
  ///   variable that the optimizer was not built with, or one that is there twice (which Keras updates twice).
  ///   Keras ignores gradients or variables in excess; here they are refused. What is refused builds nothing.
  public func apply(_ gradients: [Gradient?], to variables: [Variable]) throws(OptimizerError) {
    if gradients.isEmpty { return }
    guard gradients.count == variables.count else {
      throw .gradients("\(variables.count) variables need as many gradients, not \(gradients.count).")
    }
    // Those that the optimizer was built with were found distinct then, and this compares them without a set.
    if trained?.starts(with: variables) != true { try variables.requireDistinct() }
    let trained = trained ?? state(for: variables)
    try step(of: trained) { input throws(OptimizerError) in
      for (place, (gradient, variable)) in zip(gradients, variables).enumerated() {
        guard let known = trained.find(variable, near: place) else { throw .unknown(variable) }
        try take(gradient, for: known, into: input)
      }
    }
    withExtendedLifetime(gradients) {}
  }

  /// What every call comes to: takes in all gradients and refuses what is wrong with them, decides what to do, and then
  /// does it.
  ///
  /// The variables are those that the optimizer is built with, or will be unless the call is refused. What the
  /// gradients own must last until it returns.
  func step(
    of variables: TrainedVariables, taking: (StepInput) throws(OptimizerError) -> Void
  ) throws(OptimizerError) {
    precondition(!isStepping, "A step cannot begin within another one of the same optimizer.")
    isStepping = true
    let input = input ?? StepInput(for: variables.all)
    defer {
      input.clear()
      isStepping = false
    }
    try taking(input)
    try check(input, of: variables)
    // The first step is where an optimizer is built that is not yet.
    if self.input == nil { (trained, self.input) = (variables, input) }
    FlushToZero.scope {
      let plan = StepPlan(of: self, for: input, variables)
      if !tracesOnly { StagedStep(plan, input, of: variables, observer: observer).run() }
    }
    if !tracesOnly { applyCount += 1 }
  }

  /// Looks at the gradients of a step and asks what is asked for it, but does not take it: what tracing does for the steps
  /// that a ``LossScaleOptimizer`` skips (rules R-GRAPH-CALLABLE and R-GRAPH-REFUSAL).
  func onlyTracing(_ apply: () throws(OptimizerError) -> Void) throws(OptimizerError) {
    tracesOnly = true
    defer { tracesOnly = false }
    try apply()
  }
}

extension OptimizerError {
  fileprivate static func unknown(_ variable: Variable) -> OptimizerError {
    .invalid(
      "trainable_variables",
      "Variable '\(variable.name)' is not one that the optimizer was built with; a new set of variables "
        + "needs a new optimizer.")
  }
}
