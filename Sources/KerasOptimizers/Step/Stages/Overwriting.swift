// Rules R-OVERWRITE-1 to R-OVERWRITE-4. Keras: `BaseOptimizer._overwrite_variables_directly_with_gradients`.

extension StagedStep {
  /// Makes the variables that are overwritten with their gradients what these say. They take no further part in the
  /// step: they are neither unscaled, clipped and decayed nor averaged and constrained.
  func overwriteVariables() {
    for value in newValues {
      let weights = value.trained.weights
      if plan.accumulates {
        value.densify()
        value.raiseAccumulator()
        if plan.updates {
          let accumulator = value.accumulator.required
          weights.copy(accumulator.block)
          accumulator.block.fillWithZero()
        }
      } else {
        value.cast(to: value.trained.dtype)
        value.densify()
        weights.copy(value.block)
      }
    }
  }
}

extension StepGradient {
  /// The larger of gradient and accumulator into the accumulator, compared in a dtype that holds both.
  fileprivate func raiseAccumulator() {
    let own = accumulator.required.block
    let met = meetAccumulator().required
    block.maximum(with: met, into: met)
    if met.dtype != own.dtype { own.assign(met) }
  }
}
