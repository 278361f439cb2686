// Rule R-SCALE-1. Keras: `BaseOptimizer.apply` and `scale_loss`.

extension Adam {
  /// The loss times ``lossScaleFactor``, to be differentiated instead of the loss. Corresponds to `scale_loss`.
  public func scaleLoss<S: Scalar>(_ loss: S) -> S {
    guard let lossScaleFactor else { return loss }
    var scaled = loss
    withUnsafeMutableBytes(of: &scaled) { memory in
      guard let address = memory.baseAddress else { return }
      let block = Block(address: address, count: 1, dtype: S.dtype)
      FlushToZero.scope { block.multiply(by: lossScaleFactor, into: block) }
    }
    return scaled
  }

  /// Takes the loss scale out of the gradients, on every call.
  func unscaleGradients() {
    guard let lossScaleFactor else { return }
    for slot in slots {
      slot.processGradient { gradient, result in gradient.divide(by: lossScaleFactor, into: result) }
      observe(.gradientUnscaled, slot, slot.gradient)
    }
  }
}
