// Rules R-OVERWRITE-1 to R-OVERWRITE-4. Keras: `BaseOptimizer._overwrite_variables_directly_with_gradients`.

extension StagedStep {
  /// Makes the variables that are overwritten with their gradients what these say. They take no further part in the
  /// step: they are neither unscaled, clipped and decayed nor averaged and constrained.
  func overwriteVariables() {
    for value in newValues {
      let weights = value.variable.weights
      if plan.accumulates {
        value.densify()
        value.raiseAccumulator()
        if let accumulator = value.accumulator, plan.updates {
          weights.copy(accumulator.block)
          accumulator.block.fillWithZero()
        }
      } else {
        value.cast(to: value.variable.dtype)
        value.densify()
        weights.copy(value.block)
      }
    }
  }
}

extension Adam {
  /// Whether the variable is overwritten with its gradient: settled when the optimizer is built.
  func overwrites(_ variable: Variable) -> Bool {
    trained?[variable]?.isOverwritten ?? variable.overwriteWithGradient
  }
}

extension StepGradient {
  /// The larger of gradient and accumulator into the accumulator, compared in a dtype that holds both.
  fileprivate func raiseAccumulator() {
    guard let own = accumulator?.block, let accumulator = accumulatorInClippedDType() else { return }
    block.maximum(with: accumulator, into: accumulator)
    if accumulator.dtype != own.dtype { own.assign(accumulator) }
  }
}
