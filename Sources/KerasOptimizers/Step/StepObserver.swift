/// An intermediate quantity of one variable in a step; the raw values are the specification's names.
package enum Quantity: String {
  case gradientUnscaled = "gradient_unscaled"
  case gradientMean = "gradient_mean"
  case norm
  case gradientClipped = "gradient_clipped"
  case decayed
  case momentum
  case velocity
  case velocityHat = "velocity_hat"
  case update
  case updated
  case average
  case overwritten
  case constrained
}

/// An intermediate quantity of a step that all variables of a dtype share.
package enum SharedQuantity: String {
  case learningRate = "learning_rate"
  case beta1Power = "beta_1_power"
  case beta2Power = "beta_2_power"
  case alpha
}

/// Is shown the quantities of a step as they are computed.
package protocol StepObserver: AnyObject {
  /// `values` are valid during the call only.
  func observe(_ quantity: Quantity, ofVariable index: Int, _ values: Block)

  /// `value` is a number that the dtype holds exactly.
  func observe(_ quantity: SharedQuantity, _ dtype: DType, _ value: Double)
}

extension Adam {
  func observe(_ quantity: Quantity, _ slot: Slots, _ values: Block?) {
    guard let observer, let values else { return }
    observer.observe(quantity, ofVariable: slot.index, values)
  }

  func observe(_ quantity: Quantity, _ slot: Slots, _ scalar: Rounded) {
    guard observer != nil else { return }
    withUnsafeTemporaryAllocation(byteCount: scalar.dtype.byteCount, alignment: 16) { memory in
      let block = Block(address: memory.baseAddress ?? Memory.nowhere, count: 1, dtype: scalar.dtype)
      block.store(scalar.value, at: 0)
      observe(quantity, slot, block)
    }
  }

  /// What the Adam update of one variable left, and the scalars it went by.
  func observe(_ slot: Slots, _ correction: BiasCorrection) {
    guard let observer, let momentum = slot.momentum, let velocity = slot.velocityHat ?? slot.velocity
    else { return }
    let dtype = slot.variable.dtype
    observer.observe(.learningRate, dtype, correction.learningRate.value)
    observer.observe(.beta1Power, dtype, correction.beta1Power.value)
    observer.observe(.beta2Power, dtype, correction.beta2Power.value)
    observer.observe(.alpha, dtype, correction.alpha.value)
    observe(.momentum, slot, momentum.block)
    observe(.velocity, slot, slot.velocity?.block)
    observe(.velocityHat, slot, slot.velocityHat?.block)
    let update = Variable(zerosOf: slot.variable.shape, dtype: dtype)
    update.block.lastUpdate(
      momentum: momentum.block, velocity: velocity.block, alpha: correction.alpha.value, epsilon: epsilon)
    observe(.update, slot, update.block)
    observe(.updated, slot, slot.variable.block)
  }
}
