// Rule R-ACCUMULATE-1. Keras: `BaseOptimizer.iterations` and `_backend_apply_gradients`.

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
