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
  /// - Throws: As ``apply(_:)``; and with category `invalid_gradients` if a variable has a gradient on some of the
  ///   replicas only, or of different kinds, for which Keras waits in vain or fails.
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

  private func checkAgreement(
    of replicas: [[Gradient?]], on variables: [TrainedVariable]
  ) throws(OptimizerError) {
    for gradients in replicas where gradients.count != variables.count {
      throw .gradients(
        "The optimizer has \(variables.count) variables and needs as many gradients of each replica, not "
          + "\(gradients.count).")
    }
    for (index, trained) in variables.enumerated() {
      let gradients = replicas.map { $0[index] }
      let kinds =
        Set(gradients.map { $0?.dtype }).count + Set(gradients.map { $0.map { $0.rows == nil } }).count
      guard kinds == 2 else {
        throw .gradients(
          "The gradients of '\(trained.name)' must be of one kind and dtype on all replicas, or missing "
            + "on all.")
      }
    }
  }
}
