// Rule R-CLIP-OFF-1. Keras: `BaseOptimizer.__init__` and `_clip_gradients`.

/// Which clipping is on, and to what: in Python's numbers, or rounded to a dtype.
enum Clipping<Number> {
  case off
  case norm(Number)
  case globalNorm(Number, inverse: Number)
  case value(Number)

  var isGlobal: Bool { inverse != nil }

  /// What is clipped to; nil for nothing.
  var limit: Number? {
    switch self {
    case .off: nil
    case .norm(let limit), .globalNorm(let limit, _), .value(let limit): limit
    }
  }

  /// One divided by the limit; nil but for a global norm.
  var inverse: Number? {
    if case .globalNorm(_, let inverse) = self { inverse } else { nil }
  }

  func map<Other>(_ round: (Number) -> Other) -> Clipping<Other> {
    switch self {
    case .off: .off
    case .norm(let threshold): .norm(round(threshold))
    case .globalNorm(let threshold, let inverse): .globalNorm(round(threshold), inverse: round(inverse))
    case .value(let limit): .value(round(limit))
    }
  }
}

extension Clipping<Double> {
  /// A threshold of zero or below is off, and so is NaN (rule R-CLIP-OFF-1). That and the inverse are Python's
  /// arithmetic, which keeps subnormals, so this is no part of the step.
  init(_ arguments: Adam.Arguments) {
    if let norm = arguments.clipNorm, norm > 0 {
      self = .norm(norm)
    } else if let globalNorm = arguments.globalClipNorm, globalNorm > 0 {
      self = .globalNorm(globalNorm, inverse: 1 / globalNorm)
    } else if let value = arguments.clipValue, value > 0 {
      self = .value(value)
    } else {
      self = .off
    }
  }
}
