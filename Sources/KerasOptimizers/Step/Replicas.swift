// Rules R-REPLICA-1 to R-REPLICA-6. Keras: `TFOptimizer._all_reduce_sum_gradients`, and everything that runs before it,
// on each replica by itself, under `tf.distribute.MirroredStrategy`.

extension Adam {
  /// Updates the variables with the gradients that several replicas found, each for its part of a batch. Corresponds
  /// to `strategy.run(optimizer.apply, ...)` under `tf.distribute.MirroredStrategy`.
  ///
  /// Each replica takes out the loss scale, accumulates and clips by itself; what is left is added, not averaged, and
  /// followed once. Two replicas give the bits of TensorFlow's sum on CPUs. Of more it adds parts of a variable in
  /// different orders; here they are added in the order of the replicas.
  ///
  /// - Parameter replicas: For each replica one gradient for each variable, as in ``apply(_:)``. Their number stays the
  ///   same over a training.
  /// - Throws: As ``apply(_:)``; and with category `invalid_gradients` if a variable has a gradient on some of the
  ///   replicas only, or of different kinds, for which Keras waits in vain or fails.
  public func apply(replicas: [[Gradient?]]) throws(OptimizerError) {
    if replicas.allSatisfy(\.isEmpty) { return }
    guard isBuilt else {
      throw .notBuilt("grads", "The optimizer must be built before replicas can apply gradients.")
    }
    try checkAgreement(of: replicas)
    defer { for slot in slots { slot.dropGradient() } }
    for gradients in replicas.reversed() {
      var place = 0
      for (slot, gradient) in zip(slots, gradients) { try take(gradient, for: slot, &place) }
      try checkGradients()
    }
    for slot in slots { slot.provideAccumulators(forReplicas: replicas.count) }
    FlushToZero.scope { step(furtherReplicas: Array(replicas.dropFirst())) }
    withExtendedLifetime(replicas) {}
  }

  /// Processes the further replicas' gradients and adds them to what the first replica's have become.
  func addGradients(ofReplicas replicas: [[Gradient?]]) {
    guard !replicas.isEmpty else { return }
    let observer = observer
    self.observer = nil
    for slot in slots { slot.addToSum() }
    for (index, gradients) in replicas.enumerated() {
      for (slot, gradient) in zip(slots, gradients) where !slot.isOverwritten {
        slot.replica = index + 1
        slot.take(gradient)
      }
      processGradients()
      for slot in slots { slot.addToSum() }
    }
    for slot in slots { slot.takeSum() }
    self.observer = observer
  }

  private func checkAgreement(of replicas: [[Gradient?]]) throws(OptimizerError) {
    for gradients in replicas where gradients.count != slots.count {
      throw .gradients(
        "The optimizer has \(slots.count) variables and needs as many gradients of each replica, not "
          + "\(gradients.count).")
    }
    for (index, slot) in slots.enumerated() {
      let gradients = replicas.map { $0[index] }
      let kinds =
        Set(gradients.map { $0?.dtype }).count + Set(gradients.map { $0.map { $0.rows == nil } }).count
      guard kinds == 2 else {
        throw .gradients(
          "The gradients of '\(slot.variable.name)' must be of one kind and dtype on all replicas, or missing on all."
        )
      }
    }
  }
}

/// The sum of several replicas' gradients: of sparse ones all rows, one replica's after the other's.
struct GradientSum {
  let block: Block
  let rows: [Int]?
  fileprivate let owned: Memory

  init(_ gradient: Block, rows: [Int]?) {
    owned = Memory(byteCount: gradient.bytes.count)
    block = Block(address: owned.address, count: gradient.count, dtype: gradient.dtype)
    self.rows = rows
    block.copy(gradient)
  }

  private init(joining parts: [(Block, [Int])], dtype: DType) {
    let count = parts.reduce(0) { $0 + $1.0.count }
    owned = Memory(byteCount: count * dtype.byteCount)
    block = Block(address: owned.address, count: count, dtype: dtype)
    rows = parts.flatMap(\.1)
    var next = block
    for (part, _) in parts {
      next.count = part.count
      next.copy(part)
      next.address += part.bytes.count
    }
  }

  /// The sum with one more gradient of the same kind.
  func adding(_ gradient: Block, rows: [Int]?) -> GradientSum {
    if let own = self.rows, let rows {
      return GradientSum(joining: [(block, own), (gradient, rows)], dtype: block.dtype)
    }
    block.accumulate(gradient)
    return self
  }
}

extension Slots {
  /// Leaves the first replica's accumulator only, which all that come again begin with.
  func forgetReplicas() { accumulators = Array(accumulators.prefix(1)) }

  fileprivate func provideAccumulators(forReplicas count: Int) {
    guard let first = accumulators.first else { return }
    while accumulators.count < count {
      let further = Variable(zerosOf: first.shape, dtype: first.dtype, name: first.name)
      further.block.copy(first.block)
      accumulators.append(further)
    }
  }

  fileprivate func addToSum() {
    guard let gradient else { return }
    sum = sum?.adding(gradient, rows: rows) ?? GradientSum(gradient, rows: rows)
  }

  /// Goes on with the sum as the gradient, which stays valid until the next one is taken.
  fileprivate func takeSum() {
    replica = 0
    guard let sum else { return }
    gradient = sum.block
    rows = sum.rows
  }
}
