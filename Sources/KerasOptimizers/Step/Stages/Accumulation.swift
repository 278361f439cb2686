// Rules R-ACCUMULATE-1 to R-ACCUMULATE-6 and R-GRAPH-RECIPROCAL. Keras: `BaseOptimizer._backend_apply_gradients` and
// `_backend_reset_gradient_accumulators`, `TFOptimizer._backend_increment_gradient_accumulators`.

extension StagedStep {
  /// On a call that does not update: adds the gradients to their accumulators.
  func accumulate(_ gradients: [StepGradient]) {
    for gradient in gradients {
      gradient.densify()
      gradient.accumulator.required.block.accumulate(gradient.block)
    }
  }

  /// On a call that updates: the mean over the cycle stands in for each gradient.
  func takeMeans(of gradients: [StepGradient]) {
    guard plan.accumulates else { return }
    for gradient in gradients {
      gradient.densify()
      let accumulator = gradient.meetAccumulator().required
      let averaging = plan[gradient.dtype].averaging.required
      gradient.process { values, result in
        switch averaging {
        case .divisor(let steps): values.mean(with: accumulator, steps: steps.value, into: result)
        case .reciprocal(let share): values.mean(with: accumulator, share: share.value, into: result)
        }
      }
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
