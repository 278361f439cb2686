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
  ///   accumulation, or, with `global_clipnorm`, another dtype than the other gradients'.
  public func apply(_ gradients: [Gradient?]) throws(OptimizerError) {
    if gradients.isEmpty { return }
    guard isBuilt else {
      throw .notBuilt("grads", "The optimizer must be built, or be given the variables beside the gradients.")
    }
    guard gradients.count == slots.count else {
      throw .gradients(
        "The optimizer has \(slots.count) variables and needs as many gradients, not \(gradients.count).")
    }
    defer { for slot in slots { slot.dropGradient() } }
    var place = 0
    for (slot, gradient) in zip(slots, gradients) { try take(gradient, for: slot, &place) }
    try checkedStep()
    withExtendedLifetime(gradients) {}
  }

  /// Updates some or all of the variables that the optimizer was built with, in any order, and builds it first if
  /// it is not built. Corresponds to Keras' `apply(grads, trainable_variables)`.
  ///
  /// - Throws: As ``apply(_:)``, and with category `invalid_argument` and argument `trainable_variables` for a
  ///   variable that the optimizer was not built with, or one that is there twice (which Keras updates twice).
  ///   Keras ignores gradients or variables in excess; here they are refused.
  public func apply(_ gradients: [Gradient?], to variables: [Variable]) throws(OptimizerError) {
    if gradients.isEmpty { return }
    guard gradients.count == variables.count else {
      throw .gradients("\(variables.count) variables need as many gradients, not \(gradients.count).")
    }
    try variables.requireDistinct()
    let wasBuilt = isBuilt
    build(variables)
    defer { for slot in slots { slot.dropGradient() } }
    do {
      var place = 0
      for (gradient, variable) in zip(gradients, variables) {
        try take(gradient, for: slots(of: variable), &place)
      }
      try checkedStep()
    } catch {
      if !wasBuilt { (slots, isBuilt) = ([], false) }
      throw error
    }
    withExtendedLifetime(gradients) {}
  }

  private func slots(of variable: Variable) throws(OptimizerError) -> Slots {
    guard let found = slots.first(where: { $0.variable === variable }) else {
      throw .invalid(
        "trainable_variables",
        "Variable '\(variable.name)' is not one that the optimizer was built with; a new set of variables "
          + "needs a new optimizer.")
    }
    return found
  }

  /// Runs the step with the gradients that the slots have taken.
  func checkedStep() throws(OptimizerError) {
    try checkGradients()
    FlushToZero.scope { step() }
  }

  /// Variables that an optimizer was built for by their shapes are there only while they are handed over.
  func checkMemory() throws(OptimizerError) {
    guard slots.allSatisfy({ $0.variable.isInMemory }) else {
      throw .invalid(
        "trainable_variables",
        "The optimizer was built for memory that is handed over call by call, as a mutable span.")
    }
  }

  /// Refuses gradients that each fit their variable, but not the step.
  func checkGradients() throws(OptimizerError) {
    try checkMemory()
    guard hasGradients else {
      throw .gradients("No variable has a gradient; at least one needs one.")
    }
    let dtypes = slots.lazy.filter { !$0.isOverwritten }.compactMap(\.clippedDType)
    if let first = dtypes.first {
      if isUpdateStep, clipping.isGlobal, let other = dtypes.first(where: { $0 != first }) {
        throw .gradients("A global norm needs gradients of one dtype, not \(first) and \(other).")
      }
      if averagesOverwriteWeights { try checkAverages(for: "ema_overwrite_frequency") }
    }
    try checkConstraints()
  }

  /// Makes a gradient the one of the step to come, if it fits the variable, and counts it.
  func take(_ gradient: Gradient?, for slot: Slots, _ place: inout Int) throws(OptimizerError) {
    slot.take(gradient)
    guard let gradient else { return }
    try check(gradient, for: slot)
    if slot.isOverwritten { return }
    slot.place = place
    place += 1
  }
}

extension [Variable] {
  func requireDistinct() throws(OptimizerError) {
    if !areDistinct { throw .invalid("trainable_variables", "Each variable can be there only once.") }
  }
}
