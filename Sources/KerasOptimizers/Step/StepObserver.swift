/// Is shown the quantities of a step as they are computed.
package protocol StepObserver: AnyObject {
  /// `values` are valid during the call only.
  func observe(_ quantity: Quantity, ofVariable index: Int, _ values: Block)

  /// `value` is a number that the dtype holds exactly.
  func observe(_ quantity: SharedQuantity, _ dtype: DType, _ value: Double)
}

extension StagedStep {
  func observe(_ quantity: Quantity, _ variable: TrainedVariable, _ values: Block) {
    observer?.observe(quantity, ofVariable: variable.index, values)
  }

  /// Of several replicas the first's gradients are shown.
  func observe(_ quantity: Quantity, _ gradient: StepGradient) {
    if gradient.replica == 0 { observe(quantity, gradient.trained, gradient.block) }
  }

  func observe(_ quantity: Quantity, _ gradient: StepGradient, _ scalar: Rounded) {
    guard observer != nil, gradient.replica == 0 else { return }
    withUnsafeTemporaryAllocation(byteCount: scalar.dtype.byteCount, alignment: 16) { memory in
      let block = Block(address: memory.baseAddress ?? Memory.nowhere, count: 1, dtype: scalar.dtype)
      block.store(scalar.value, at: 0)
      observe(quantity, gradient.trained, block)
    }
  }

  /// What the Adam update of one variable left, and the scalars it went by.
  func observeUpdate(of variable: TrainedVariable, _ scalars: UpdateScalars) {
    guard let observer, let momentum = variable.momentum, let velocity = variable.velocity else { return }
    let (dtype, correction) = (variable.dtype, scalars.correction)
    observer.observe(.learningRate, dtype, scalars.learningRate.value)
    observer.observe(.beta1Power, dtype, correction.beta1Power.value)
    observer.observe(.beta2Power, dtype, correction.beta2Power.value)
    observer.observe(.alpha, dtype, correction.alpha.value)
    observe(.momentum, variable, momentum.block)
    observe(.velocity, variable, velocity.block)
    if let velocityHat = variable.velocityHat { observe(.velocityHat, variable, velocityHat.block) }
    let update = Variable(zerosOf: variable.shape, dtype: dtype)
    update.block.lastUpdate(
      momentum: momentum.block, velocity: (variable.velocityHat ?? velocity).block,
      alpha: correction.alpha.value, epsilon: scalars.epsilon.value,
      usesReciprocalRoot: scalars.usesReciprocalRoot)
    observe(.update, variable, update.block)
    observe(.updated, variable, variable.weights)
  }
}
