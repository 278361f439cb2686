// Rules R-REPLICA-1 to R-REPLICA-6. Keras: `TFOptimizer._all_reduce_sum_gradients`, and everything that runs before it,
// on each replica by itself, under `tf.distribute.MirroredStrategy`.

extension StagedStep {
  /// Gives each further replica accumulators, the first time it is there.
  func provideReplicas() {
    if furtherReplicas.isEmpty { return }
    for variable in variables.all {
      variable.provideAccumulators(forReplicas: furtherReplicas.count + 1)
    }
  }

  /// Adds to each gradient of the first replica what the further ones' have become.
  func addReplicas() {
    if furtherReplicas.isEmpty { return }
    for (place, gradient) in gradients.enumerated() {
      gradient.add(furtherReplicas.map { $0[place] })
    }
  }
}
