// Rules R-SCALE-1 and R-GRAPH-RECIPROCAL. Keras: `BaseOptimizer.apply` and `scale_loss`.

extension Adam {
  /// The loss times ``AdamArguments/lossScaleFactor``, to be differentiated instead of the loss; without a factor the
  /// loss itself. Corresponds to Keras' `scale_loss` (`base_optimizer.py`).
  public func scaleLoss<S: Scalar>(_ loss: S) -> S {
    guard let lossScale else { return loss }
    var scaled = loss
    withUnsafeMutableBytes(of: &scaled) { memory in
      guard let address = memory.baseAddress else { return }
      let block = Block(address: address, count: 1, dtype: S.dtype)
      FlushToZero.scope { block.multiply(by: lossScale, into: block) }
    }
    return scaled
  }
}

extension StagedStep {
  /// Takes the loss scale out of the gradients, on every call.
  func unscale(_ gradients: [StepGradient]) {
    guard plan.unscales else { return }
    for gradient in gradients {
      let unscaling = plan[gradient.dtype].unscaling.required
      gradient.process { values, result in
        switch unscaling {
        case .divisor(let scale): values.divide(by: scale.value, into: result)
        case .reciprocal(let factor): values.multiply(by: factor.value, into: result)
        }
      }
      observe(.gradientUnscaled, gradient)
    }
  }
}
