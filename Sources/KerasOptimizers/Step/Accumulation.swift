// Rules R-ACCUMULATE-1 to R-ACCUMULATE-6. Keras: `BaseOptimizer._backend_apply_gradients` and
// `_backend_reset_gradient_accumulators`, `TFOptimizer._backend_increment_gradient_accumulators`.

extension Adam {
  /// The number of updates begun: Keras' property `iterations`, which bias correction and moving average see.
  /// It is ``applyCount`` divided by the accumulation steps and rounded down.
  public var iterations: Int { applyCount / cycle }

  /// Whether the next `apply` updates the weights: always without accumulation, else the last call of a cycle.
  var isUpdateStep: Bool { (applyCount + 1) % cycle == 0 }

  /// Whether gradients are accumulated; nil and 0 are off.
  var accumulates: Bool { cycle > 1 }

  /// How many calls make one update.
  var cycle: Int { max(given.gradientAccumulationSteps ?? 1, 1) }
}

extension StagedStep {
  /// On a call that does not update: adds the gradients to their accumulators.
  func accumulate(_ gradients: [StepGradient]) {
    for gradient in gradients {
      gradient.densify()
      gradient.accumulator?.block.accumulate(gradient.block)
    }
  }

  /// On a call that updates: the mean over the cycle stands in for the gradients.
  func averageAccumulated(_ gradients: [StepGradient]) {
    guard plan.accumulates else { return }
    for gradient in gradients {
      gradient.densify()
      guard let accumulator = gradient.accumulatorInClippedDType(), let cycle = plan[gradient.dtype].cycle
      else { continue }
      gradient.process { values, result in values.mean(with: accumulator, steps: cycle.value, into: result) }
      observe(.gradientMean, gradient)
    }
  }

  /// After an update: empties all accumulators, those of variables without a gradient and of all replicas too.
  func resetAccumulators() {
    for variable in variables.all {
      for accumulator in variable.accumulators { accumulator.block.fillWithZero() }
    }
  }
}
