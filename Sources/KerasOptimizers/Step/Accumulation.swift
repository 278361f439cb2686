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
  private var cycle: Int { max(gradientAccumulationSteps ?? 1, 1) }

  /// On a call that does not update: adds the gradients to their accumulators.
  func accumulateGradients() {
    for slot in slots {
      slot.densifyGradient()
      guard let gradient = slot.gradient, let accumulator = slot.accumulator else { continue }
      accumulator.block.accumulate(gradient)
    }
  }

  /// On a call that updates: the mean over the cycle stands in for the gradients.
  func averageAccumulatedGradients() {
    guard accumulates else { return }
    for slot in slots {
      slot.densifyGradient()
      guard let accumulator = slot.accumulatorInClippedDType() else { continue }
      slot.processGradient { gradient, result in gradient.mean(with: accumulator, steps: cycle, into: result)
      }
      observe(.gradientMean, slot, slot.gradient)
    }
  }

  /// After an update: empties all accumulators, those of variables without a gradient and of all replicas too.
  func resetAccumulators() {
    for slot in slots {
      for accumulator in slot.accumulators { accumulator.block.fillWithZero() }
    }
  }
}
