extension AdamW {
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
    defer { for slot in slots { slot.gradient = nil } }
    var place = 0
    for (slot, gradient) in zip(slots, gradients) { try slot.take(gradient, &place) }
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
    guard Set(variables.map { ObjectIdentifier($0) }).count == variables.count else {
      throw .invalid("trainable_variables", "Each variable can be there only once.")
    }
    let wasBuilt = isBuilt
    build(variables)
    defer { for slot in slots { slot.gradient = nil } }
    do {
      var place = 0
      for (gradient, variable) in zip(gradients, variables) {
        try slots(of: variable).take(gradient, &place)
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
    try checkMemory()
    let dtypes = slots.lazy.compactMap(\.gradient?.dtype)
    guard let first = dtypes.first else {
      throw .gradients("No variable has a gradient; at least one needs one.")
    }
    if isUpdateStep, clipping.isGlobal, let other = dtypes.first(where: { $0 != first }) {
      throw .gradients("A global norm needs gradients of one dtype, not \(first) and \(other).")
    }
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
}

extension Slots {
  /// Takes the gradient for the step to come, if it fits the variable, and counts it.
  fileprivate func take(_ gradient: Gradient?, _ place: inout Int) throws(OptimizerError) {
    guard let gradient else { return }
    guard gradient.count == variable.count, gradient.shape ?? variable.shape == variable.shape else {
      throw .gradients(
        "The gradient of '\(variable.name)' must have shape \(variable.shape), not "
          + "\(gradient.shape.map { "\($0)" } ?? "\(gradient.count) elements").")
    }
    guard accumulator == nil || gradient.dtype == variable.dtype else {
      throw .gradients(
        "With accumulation the gradient of '\(variable.name)' must be \(variable.dtype) like the variable, "
          + "not \(gradient.dtype).")
    }
    self.gradient = gradient.block
    self.place = place
    place += 1
  }
}
