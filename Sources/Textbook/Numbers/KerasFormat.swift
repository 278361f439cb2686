public import Conformance
public import Dialects

/// The four dtypes as Keras on TensorFlow computes with them, to the bit.
///
/// A number is held in a double, which holds those of all dtypes exactly. An operation of float32 is that of doubles,
/// rounded: innocuous, because a double has more than twice the bits (section 2.3).
public struct KerasFormat: NumberFormat {
  public let dtype: DType
  /// How somebody's arithmetic differs.
  let deviations: Deviations

  public init(_ dtype: DType, _ dialect: Dialect) {
    self.dtype = dtype
    deviations = Deviations(dialect)
  }

  public var scalar: KerasFormat { self }
  public func joined(_ other: KerasFormat) -> KerasFormat { self }

  public func add(_ a: Double, _ b: Double) -> Double { rounded(operand(a) + operand(b)) }
  public func subtract(_ a: Double, _ b: Double) -> Double { rounded(operand(a) - operand(b)) }

  public func multiply(_ a: Double, _ b: Double) -> Double {
    let (a, b) = (operand(a), operand(b))
    let product = a * b
    if dtype == .float64, product.magnitude == .leastNormalMagnitude, !deviations.contains(.liftedProducts) {
      let (small, large) = a.magnitude < b.magnitude ? (a, b) : (b, a)
      if flushesResults, (small * 0x1p200 * large).magnitude < 0x1p-822 { return product.zero(deviations) }
    }
    return rounded(product)
  }

  public func divide(_ a: Double, _ b: Double) -> Double {
    let (a, b) = (operand(a), operand(b))
    let quotient = a / b
    if dtype == .float64, quotient.magnitude == .leastNormalMagnitude, !deviations.contains(.liftedQuotients)
    {
      if flushesResults, (a * 0x1p200 / b).magnitude < 0x1p-822 { return quotient.zero(deviations) }
    }
    return rounded(quotient)
  }

  public func squareRoot(_ a: Double) -> Double { rounded(operand(a).squareRoot()) }

  public func multiplyAdd(_ a: Double, _ b: Double, _ c: Double) -> Double {
    let (a, b, c) = (operand(a), operand(b), operand(c))
    if dtype == .float64 || deviations.contains(.wide) { return rounded(c.addingProduct(a, b)) }
    // The product of two numbers of 24 bits is exact in a double; their sum with a third is made odd if it is not,
    // so that the second rounding is the only one.
    return rounded(oddSum(a * b, c))
  }

  public func operand(_ a: Double) -> Double {
    guard dtype != .float16 || deviations.contains(.flushesFloat16) else { return a }
    if a.magnitude >= smallestNormal || a == 0 || a.isNaN { return a }
    return deviations.contains(.keepsSubnormalOperands) ? a : a.zero(deviations)
  }

  public func stored(_ a: Double) -> Double {
    if deviations.isDisjoint(with: [.wide, .wideSixteenBits]) { return a }
    return narrowed(a)
  }
}

extension KerasFormat {
  /// The exact result of an operation, rounded once to the dtype (rules R-ROUND-1, R-ROUND-2, R-FLUSH-1).
  func rounded(_ x: Double) -> Double {
    if deviations.contains(.wide) { return x }
    return directed(nearest(x), x)
  }

  /// The neighbour on the side to which somebody rounds always.
  private func directed(_ nearest: Double, _ x: Double) -> Double {
    if deviations.isDisjoint(with: [.roundsTowardZero, .roundsUp]) || !nearest.isFinite || nearest == x {
      return nearest
    }
    let isPast =
      deviations.contains(.roundsUp) ? nearest < x : nearest.magnitude > x.magnitude
    guard isPast else { return nearest }
    let bits = dtype.bits(nearestTo: nearest)
    let isAway = deviations.contains(.roundsUp) && nearest >= 0
    if nearest == 0 { return dtype.value(ofBits: 1) }
    return dtype.value(ofBits: isAway ? bits + 1 : bits - 1)
  }

  private func nearest(_ x: Double) -> Double {
    switch dtype {
    case .float64: return flushed(x, below: .leastNormalMagnitude)
    case .float32: return single(x)
    case .float16, .bfloat16:
      return deviations.contains(.wideSixteenBits) ? single(x) : narrowed(single(x))
    }
  }

  /// A result of float32: whether it is flushed is decided before it is rounded (section 2.4).
  private func single(_ x: Double) -> Double {
    if deviations.contains(.flushesAfterRounding) {
      return flushed(Double(Float(x)), below: Double(Float.leastNormalMagnitude))
    }
    let result = flushed(x, below: 0x1p-126 - 0x1p-151)
    return Double(Float(result))
  }

  private func flushed(_ x: Double, below bound: Double) -> Double {
    x.magnitude < bound && x != 0 && flushesResults ? x.zero(deviations) : x
  }

  /// A number of float32, or of a wider format, in the dtype: only its bits are moved or rounded.
  func narrowed(_ x: Double) -> Double {
    switch dtype {
    case .float64: x
    case .float32: Double(Float(x))
    case .float16:
      deviations.contains(.flushesFloat16) && x.magnitude < 0x1p-14
        ? x.zero(deviations) : Double(Float16(Float(x)))
    case .bfloat16: Double(Float(x).roundedToUpperHalf(deviations))
    }
  }

  var isWide: Bool { deviations.contains(.wide) }
  var keepsSubnormals: Bool { deviations.isSuperset(of: [.keepsSubnormalOperands, .keepsSubnormalResults]) }

  private var flushesResults: Bool { !deviations.contains(.keepsSubnormalResults) }

  private var smallestNormal: Double {
    switch dtype {
    case .float64: .leastNormalMagnitude
    case .float32, .bfloat16: 0x1p-126
    case .float16: 0x1p-14
    }
  }

  /// The sum of two doubles, its last bit set if anything was lost.
  private func oddSum(_ a: Double, _ b: Double) -> Double {
    let sum = a + b
    guard sum.isFinite else { return sum }
    let bigger = a.magnitude > b.magnitude ? (a, b) : (b, a)
    let lost = bigger.1 - (sum - bigger.0)
    if lost == 0 || sum.bitPattern & 1 == 1 { return sum }
    let isAbove = (lost > 0) == (sum > 0)
    return Double(bitPattern: isAbove ? sum.bitPattern + 1 : sum.bitPattern - 1)
  }
}

extension Double {
  /// What is left of a number that is flushed: a zero of its sign.
  fileprivate func zero(_ deviations: Deviations) -> Double {
    deviations.contains(.flushesToPlusZero) ? 0 : Double(signOf: self, magnitudeOf: 0)
  }
}

extension Float {
  /// The nearest bfloat16, ties to even.
  fileprivate func roundedToUpperHalf(_ deviations: Deviations) -> Float {
    if isNaN { return self }
    let half: UInt32 =
      if deviations.contains(.truncatesBFloat16) {
        0
      } else if deviations.contains(.bfloat16TiesAway) {
        0x8000
      } else {
        0x7fff + (bitPattern >> 16 & 1)
      }
    return Float(bitPattern: (bitPattern &+ half) & 0xffff_0000)
  }
}
