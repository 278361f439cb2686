// What the next call of `apply` does, by the count of calls and the arguments. Rule R-ACCUMULATE-1. Keras: `BaseOptimizer.iterations` and `_backend_apply_gradients`.

extension Adam {
  /// The number of updates done: Keras' property `iterations`, which bias correction and moving average see.
  /// It is ``applyCount`` divided by the accumulation steps and rounded down.
  public var iterations: Int { applyCount / cycle }

  /// Whether the next `apply` updates the weights: always without accumulation, else the last call of a cycle.
  var isUpdateStep: Bool { (applyCount + 1) % cycle == 0 }

  /// Whether gradients are accumulated; nil and 0 are off.
  var accumulates: Bool { cycle > 1 }

  /// How many calls make one update.
  var cycle: Int { max(given.gradientAccumulationSteps ?? 1, 1) }

  /// Whether gradients are divided by a loss scale.
  var unscalesGradients: Bool { lossScale != nil }

  /// How much of an average the next `apply` keeps: the first is the weights themselves, unless the momentum is NaN.
  var averageMomentum: Double { (iterations == 0 ? 0 : 1) * given.emaMomentum }

  /// Whether the next `apply` makes the weights their averages.
  var averagesOverwriteWeights: Bool {
    guard given.overwritesAtTimes, let frequency = given.emaOverwriteFrequency else { return false }
    return (iterations + 1) % frequency == 0
  }
}

extension AdamArguments {
  /// Whether the weights become their averages now and then.
  var overwritesAtTimes: Bool { useEMA && (emaOverwriteFrequency ?? 0) != 0 }
}
