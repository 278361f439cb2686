// Rules R-CLIP-NORM-1, R-CLIP-NORM-2, R-CLIP-GLOBAL-1 to R-CLIP-GLOBAL-3, R-CLIP-VALUE-1, R-CLIP-VALUE-2,
// R-SPARSE-3 and R-SPARSE-4. Keras: `BaseOptimizer._clip_gradients`, `clip_by_global_norm` and
// `global_norm`; TensorFlow: `tf.clip_by_norm`.

extension StagedStep {
  /// Bounds the gradients of one replica.
  func clip(_ gradients: [StepGradient]) {
    switch plan.clipping {
    case .off: return
    case .norm: clipNorms(of: gradients)
    case .globalNorm: clipGlobalNorm(of: gradients)
    case .value: clipValues(of: gradients)
    }
    for gradient in gradients { observe(.gradientClipped, gradient) }
  }

  /// `(g * c) / max(norm, c)` for each variable.
  private func clipNorms(of gradients: [StepGradient]) {
    for gradient in gradients {
      let threshold = plan[gradient.dtype].clipping.limit.required
      let squares = Rounded(gradient.block.sumOfSquares(), gradient.dtype)
      // A sum that is not above zero, NaN among them, is its own root.
      let norm = squares.value > 0 ? squares.squareRoot() : squares
      observe(.norm, gradient, norm)
      let divisor = Rounded.maximum(norm, threshold)
      gradient.process { values, result in
        values.scale(to: threshold.value, over: divisor.value, into: result)
      }
    }
  }

  /// `g * (c * min(1 / norm, 1 / c))`, NaN where the norm of all gradients is not finite.
  private func clipGlobalNorm(of gradients: [StepGradient]) {
    let dtype = gradients.first.required.dtype
    let clipping = plan[dtype].clipping
    let norm = globalNorm(of: gradients, dtype)
    let finite = clipping.limit.required * .minimum(Rounded(1, dtype) / norm, clipping.inverse.required)
    let factor = finite + (norm - norm)
    for gradient in gradients {
      observe(.norm, gradient, norm)
      gradient.densify()
      gradient.process { values, result in values.multiply(by: factor.value, into: result) }
    }
  }

  /// `max(min(g, c), -c)`.
  private func clipValues(of gradients: [StepGradient]) {
    for gradient in gradients {
      let limit = plan[gradient.dtype].clipping.limit.required
      gradient.process { values, result in values.clamp(to: limit.value, into: result) }
    }
  }

  /// The root of the sum of the variables' sums of squares, in the order of the call and the gradients' one dtype.
  private func globalNorm(of gradients: [StepGradient], _ dtype: DType) -> Rounded {
    withUnsafeTemporaryAllocation(
      byteCount: gradients.count * dtype.byteCount, alignment: 16
    ) { memory in
      let sums = Block(address: memory.baseAddress ?? Memory.nowhere, count: gradients.count, dtype: dtype)
      for (place, gradient) in gradients.enumerated() { sums.store(gradient.sumForGlobalNorm(), at: place) }
      return Rounded(sums.sum(), dtype).squareRoot()
    }
  }
}

extension StepGradient {
  /// The sum of squares of the whole variable's gradient: of a sparse one, rows of one index are squared before they
  /// are added up (rule R-SPARSE-4).
  fileprivate func sumForGlobalNorm() -> Double {
    squaresOfRows()?.sum() ?? block.sumOfSquares()
  }
}
