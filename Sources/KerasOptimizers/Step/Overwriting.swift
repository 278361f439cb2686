// Rules R-OVERWRITE-1 to R-OVERWRITE-4. Keras: `BaseOptimizer._overwrite_variables_directly_with_gradients`.

extension Adam {
  /// Makes the variables that are overwritten with their gradients what these say. They then take no further part in
  /// the step: they are neither unscaled, clipped and decayed nor averaged and constrained.
  func overwriteVariables() {
    for slot in slots where slot.isOverwritten {
      if slot.gradient == nil { continue }
      if accumulates {
        slot.densifyGradient()
        slot.raiseAccumulator()
        if let accumulator = slot.accumulator, isUpdateStep {
          slot.variable.block.copy(accumulator.block)
          accumulator.block.fillWithZero()
        }
      } else {
        slot.castGradient()
        slot.densifyGradient()
        if let gradient = slot.gradient { slot.variable.block.copy(gradient) }
      }
      slot.dropGradient()
    }
  }

  /// Whether the variable is overwritten with its gradient: settled when the optimizer is built.
  func overwrites(_ variable: Variable) -> Bool {
    slots.first { $0.variable === variable }?.isOverwritten ?? variable.overwriteWithGradient
  }

  /// Whether a variable that the step updates has a gradient.
  var hasGradients: Bool { slots.contains { $0.gradient != nil } }

  /// Refuses what Keras fails at: averages that are to become the weights while a variable has none
  /// (rule R-ERROR-OVERWRITE).
  func checkAverages(for argument: String) throws(OptimizerError) {
    guard let slot = slots.first(where: \.isOverwritten) else { return }
    throw .invalid(
      argument,
      "'\(slot.variable.name)' is overwritten with its gradient and has no average, so averages cannot overwrite "
        + "the weights.")
  }
}

extension Slots {
  /// The larger of gradient and accumulator into the accumulator, compared in a dtype that holds both.
  fileprivate func raiseAccumulator() {
    guard let own = accumulator?.block, let accumulator = accumulatorInClippedDType(), let gradient else {
      return
    }
    gradient.maximum(with: accumulator, into: accumulator)
    if accumulator.dtype != own.dtype { own.assign(accumulator) }
  }
}
