extension Adam {
  /// Updates the variables with the gradients that several replicas found, each for its part of a batch. Corresponds
  /// to `strategy.run(optimizer.apply, ...)` under `tf.distribute.MirroredStrategy`.
  ///
  /// Each replica takes out the loss scale, accumulates and clips by itself; what is left is added, not averaged, and
  /// followed once. Two replicas give the bits of TensorFlow's sum on CPUs. Of more it adds parts of a variable in
  /// different orders; here they are added in the order of the replicas.
  ///
  /// - Parameter replicas: For each replica one gradient for each variable, as in ``apply(_:)``. Their number stays the
  ///   same over a training. Nothing but empty lists does nothing.
  /// - Throws: As ``apply(_:)``; and with category `invalid_gradients` for what cannot be added (rule R-ERROR-GRADIENTS):
  ///   if a variable that is not overwritten has a gradient on some of the replicas only; and, on a call that updates,
  ///   if its gradients are of different dtypes, or some dense and some sparse, after accumulation and clipping.
  ///   With ``Profile/graph`` also under accumulation, with averages that overwrite weights, and if dense
  ///   gradients of several variables are of different dtypes (rule R-GRAPH-REPLICA).
  public func apply(replicas: [[Gradient?]]) throws(OptimizerError) {
    if replicas.allSatisfy(\.isEmpty) { return }
    guard let trained else {
      throw .notBuilt("grads", "The optimizer must be built before replicas can apply gradients.")
    }
    try checkAgreement(of: replicas, on: trained.all)
    try step(of: trained) { input throws(OptimizerError) in
      for (replica, gradients) in replicas.enumerated() {
        for (gradient, variable) in zip(gradients, trained.all) {
          try take(gradient, for: variable, replica: replica, into: input)
        }
      }
    }
    withExtendedLifetime(replicas) {}
  }

  /// Refuses lists of the wrong length, and variables that are trained on some of the replicas only, for which Keras
  /// waits in vain.
  private func checkAgreement(
    of replicas: [[Gradient?]], on variables: [TrainedVariable]
  ) throws(OptimizerError) {
    for gradients in replicas {
      guard gradients.count == variables.count else {
        throw .gradients(
          "The optimizer has \(variables.count) variables and needs as many gradients of each replica, not "
            + "\(gradients.count).")
      }
      guard gradients.contains(where: { $0 != nil }) else {
        throw .gradients("No variable has a gradient on one of the replicas; at least one needs one.")
      }
    }
    for (index, trained) in variables.enumerated() where !trained.isOverwritten {
      guard Set(replicas.map { $0[index] == nil }).count == 1 else {
        throw .gradients("'\(trained.name)' must have a gradient on all replicas or on none.")
      }
    }
  }
}
