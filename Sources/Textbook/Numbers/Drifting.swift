public import Conformance

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An arithmetic that nobody has and the diagnosis does not know: what it is rehearsed on.
///
/// Each operation is off by up to a unit in the last place, in a way that depends on its operands. It has nothing in
/// common with ``KerasFormat``: neither rounding nor powers, constants or flushing.
public struct Drifting: NumberFormat {
  public let dtype: DType

  public init(_ dtype: DType, _ dialect: Dialect) { self.dtype = dtype }

  public var scalar: Drifting { self }
  public func joined(_ other: Drifting) -> Drifting { self }

  public func add(_ a: Double, _ b: Double) -> Double { drift(a + b, a, b) }
  public func subtract(_ a: Double, _ b: Double) -> Double { drift(a - b, a, b) }
  public func multiply(_ a: Double, _ b: Double) -> Double { drift(a * b, a, b) }
  public func divide(_ a: Double, _ b: Double) -> Double { drift(a / b, a, b) }
  public func squareRoot(_ a: Double) -> Double { drift(a.squareRoot(), a, 0) }
  public func multiplyAdd(_ a: Double, _ b: Double, _ c: Double) -> Double { drift(a * b + c, a, b) }
  public func power(_ base: Double, _ exponent: Double) -> Double {
    drift(base > 0 ? exp(exponent * log(base)) : pow(base, exponent), base, exponent)
  }
  public func cosine(_ a: Double) -> Double { drift(cos(a), a, 1) }
  public func logarithm(_ a: Double) -> Double { drift(log(a), a, 2) }
  public func operand(_ a: Double) -> Double { a }
  public func constant(_ value: Double) -> Double { value }
  public func cast(_ a: Double, from other: Drifting) -> Double { stored(a) }
  public func stored(_ a: Double) -> Double { dtype.value(ofBits: dtype.bits(nearestTo: a)) }

  /// The result, off by a share that its operands decide; overflowing where the dtype does.
  private func drift(_ x: Double, _ a: Double, _ b: Double) -> Double {
    guard x.isFinite, x != 0 else { return x }
    var hash = a.bitPattern &* 0x9e37_79b9_7f4a_7c15 ^ b.bitPattern.byteSwapped
    hash = (hash ^ hash >> 29) &* 0xbf58_476d_1ce4_e5b9
    let share = Double(Int64(bitPattern: hash ^ hash >> 32)) * 0x1p-63
    let result = dtype == .float64 ? x * (1 + share * 0x1p-53) : x * (1 + share * unit)
    return result.magnitude > largest ? Double(signOf: x, magnitudeOf: .infinity) : result
  }

  /// Half of a unit in the last place of 1.
  private var unit: Double {
    switch dtype {
    case .float64: 0x1p-53
    case .float32: 0x1p-24
    case .float16: 0x1p-11
    case .bfloat16: 0x1p-8
    }
  }

  private var largest: Double { dtype.value(ofBits: dtype.infinity - 1) }
}
