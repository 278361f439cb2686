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
    guard isBuilt else {
      throw .notBuilt("trainable_variables", "The optimizer must be built to say what it would do.")
    }
    guard trainableVariables.count == slots.count else {
      throw .invalid(
        "trainable_variables",
        "The optimizer has \(slots.count) variables and needs as many, not \(trainableVariables.count).")
    }
    var copies: [Variable] = []
    for (slot, given) in zip(slots, trainableVariables) {
      guard given.shape == slot.variable.shape, given.dtype == slot.variable.dtype else {
        throw .invalid(
          "trainable_variables",
          "'\(slot.variable.name)' is \(slot.variable.dtype) of shape \(slot.variable.shape), not "
            + "\(given.dtype) of shape \(given.shape).")
      }
      guard given.isInMemory else {
        throw .invalid(
          "trainable_variables", "'\(given.name)' has no memory but in a call that hands it over.")
      }
      copies.append(slot.copyOfVariable(holding: given))
    }
    let other = try copy(for: copies)
    try other.load(state)
    try other.apply(gradients)
    return (copies, other.variables)
  }

  /// An optimizer with the same arguments and exclusions, for other variables, at the start.
  private func copy(for variables: [Variable]) throws(OptimizerError) -> Adam {
    let copy = try Adam(
      learningRate: rate, beta1: beta1, beta2: beta2, epsilon: epsilon, amsgrad: amsgrad,
      weightDecay: weightDecay, clipNorm: clipNorm, clipValue: clipValue, globalClipNorm: globalClipNorm,
      useEMA: useEMA, emaMomentum: emaMomentum, emaOverwriteFrequency: emaOverwriteFrequency,
      lossScaleFactor: lossScaleFactor, gradientAccumulationSteps: gradientAccumulationSteps, name: name)
    copy.build(variables)
    for (own, other) in zip(slots, copy.slots) { other.decays = own.decays }
    return copy
  }
}

extension Slots {
  /// A variable like the one that the optimizer was built with, with the elements of another.
  fileprivate func copyOfVariable(holding values: Variable) -> Variable {
    let copy = Variable(zerosOf: variable.shape, dtype: variable.dtype, name: variable.name)
    copy.block.copy(values.block)
    (copy.overwriteWithGradient, copy.constraint) = (isOverwritten, variable.constraint)
    return copy
  }
}
