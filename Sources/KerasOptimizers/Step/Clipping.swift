// Rules R-CLIP-NORM-1, R-CLIP-NORM-2, R-CLIP-GLOBAL-1 to R-CLIP-GLOBAL-3, R-CLIP-VALUE-1, R-CLIP-VALUE-2 and
// R-CLIP-OFF-1. Keras: `BaseOptimizer._clip_gradients`, `clip_by_global_norm` and `global_norm`;
// TensorFlow: `tf.clip_by_norm`.

/// Which clipping is on.
enum Clipping {
  case off
  case norm(Double)
  case globalNorm(Double, inverse: Double)
  case value(Double)

  /// A threshold of zero or below is off, and so is NaN (rule R-CLIP-OFF-1). That and the inverse are Python's
  /// arithmetic, which keeps subnormals, so this is no part of the step.
  init(norm: Double?, value: Double?, globalNorm: Double?) {
    if let norm, norm > 0 {
      self = .norm(norm)
    } else if let globalNorm, globalNorm > 0 {
      self = .globalNorm(globalNorm, inverse: 1 / globalNorm)
    } else if let value, value > 0 {
      self = .value(value)
    } else {
      self = .off
    }
  }

  var isGlobal: Bool {
    if case .globalNorm = self { true } else { false }
  }
}

extension Adam {
  func clipGradients() {
    switch clipping {
    case .off: return
    case .norm(let threshold): clipEachNorm(to: threshold)
    case .globalNorm(let threshold, let inverse): clipGlobalNorm(to: threshold, inverse: inverse)
    case .value(let limit): clipValues(to: limit)
    }
    for slot in slots { observe(.gradientClipped, slot, slot.gradient) }
  }

  /// `(g * c) / max(norm, c)` for each variable.
  private func clipEachNorm(to threshold: Double) {
    for slot in slots {
      slot.processGradient { gradient, result in
        let squares = Rounded(gradient.sumOfSquares(), gradient.dtype)
        // A sum that is not above zero, NaN among them, is its own root.
        let norm = squares.value > 0 ? squares.squareRoot() : squares
        observe(.norm, slot, norm)
        let divisor = Rounded.maximum(norm, Rounded(threshold, gradient.dtype))
        gradient.scale(to: threshold, over: divisor.value, into: result)
      }
    }
  }

  /// `g * (c * min(1 / norm, 1 / c))`, NaN where the norm of all gradients is not finite.
  private func clipGlobalNorm(to threshold: Double, inverse: Double) {
    guard let norm = globalNorm() else { return }
    let dtype = norm.dtype
    let finite =
      Rounded(threshold, dtype) * .minimum(Rounded(1, dtype) / norm, Rounded(inverse, dtype))
    let factor = finite + (norm - norm)
    for slot in slots where slot.gradient != nil {
      observe(.norm, slot, norm)
      slot.densifyGradient()
      slot.processGradient { gradient, result in gradient.multiply(by: factor.value, into: result) }
    }
  }

  /// `max(min(g, c), -c)`.
  private func clipValues(to limit: Double) {
    for slot in slots {
      slot.processGradient { gradient, result in gradient.clamp(to: limit, into: result) }
    }
  }

  /// The root of the sum of the variables' sums of squares, in the gradients' one dtype.
  private func globalNorm() -> Rounded? {
    guard let dtype = slots.lazy.compactMap(\.gradient?.dtype).first else { return nil }
    return withUnsafeTemporaryAllocation(
      byteCount: slots.count * dtype.byteCount, alignment: 16
    ) { memory in
      var sums = Block(address: memory.baseAddress ?? Memory.nowhere, count: 0, dtype: dtype)
      for slot in slots {
        guard let sum = slot.sumOfSquares() else { continue }
        sums.store(sum, at: slot.place)
        sums.count += 1
      }
      return Rounded(sums.sum(), dtype).squareRoot()
    }
  }
}
