extension Adam {
  /// What ``apply(_:)`` would make of these variables and this state; neither they nor the optimizer change.
  /// Corresponds to Keras' `stateless_apply`, which its TensorFlow backend refuses.
  ///
  /// - Parameters:
  ///   - state: The values of the optimizer's own variables, as ``variables`` gives them.
  ///   - gradients: One for each variable; nil leaves it out.
  ///   - trainableVariables: The values to update, as many and of the same shapes and dtypes as the optimizer
  ///     was built with.
  /// - Returns: The updated variables, new ones of the names that the optimizer was built with, and the
  ///   updated state.
  /// - Throws: As ``load(_:)`` and ``apply(_:)``, and with argument `trainable_variables` if those do not fit.
  public func statelessApply(
    _ state: [StateVariable], _ gradients: [Gradient?], _ trainableVariables: [Variable]
  ) throws(OptimizerError) -> (trainableVariables: [Variable], state: [StateVariable]) {
    guard let trained else {
      throw .notBuilt("trainable_variables", "The optimizer must be built to say what it would do.")
    }
    guard trainableVariables.count == trained.all.count else {
      throw .invalid(
        "trainable_variables",
        "The optimizer has \(trained.all.count) variables and needs as many, not \(trainableVariables.count)."
      )
    }
    var copies: [Variable] = []
    for (own, given) in zip(trained.all.lazy.map(\.variable), trainableVariables) {
      guard given.shape == own.shape, given.dtype == own.dtype else {
        throw .invalid(
          "trainable_variables",
          "'\(own.name)' is \(own.dtype) of shape \(own.shape), not \(given.dtype) of shape \(given.shape).")
      }
      guard given.isInMemory else {
        throw .invalid(
          "trainable_variables", "'\(given.name)' has no memory but in a call that hands it over.")
      }
    }
    for (own, given) in zip(trained.all, trainableVariables) {
      copies.append(own.copyOfVariable(holding: given))
    }
    // An AdamW differs from an Adam with its arguments in what it refuses only.
    let other = try Adam(arguments)
    other.build(copies)
    for (own, copy) in zip(trained.all, other.trained?.all ?? []) { copy.decays = own.decays }
    try other.load(state)
    try other.apply(gradients)
    return (copies, other.variables)
  }
}

extension TrainedVariable {
  /// A variable like the one that the optimizer was built with, with the elements of another.
  fileprivate func copyOfVariable(holding values: Variable) -> Variable {
    let copy = Variable(zerosOf: shape, dtype: dtype, name: name)
    copy.block.copy(values.block)
    (copy.overwriteWithGradient, copy.constraint) = (isOverwritten, constraint)
    return copy
  }
}
