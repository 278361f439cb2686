public import Conformance
public import Dialects

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An arithmetic that nobody has and the diagnosis does not know: what it is rehearsed on.
///
/// Each operation whose result is no number of the dtype gives one of the two beside it, in a way that depends on its
/// operands. It has nothing in common with ``KerasFormat``: neither rounding nor powers, constants or flushing.
public struct Drifting: NumberFormat {
  public let dtype: DType

  public init(_ dtype: DType, _ dialect: Dialect) { self.dtype = dtype }

  public var scalar: Drifting { self }
  public func joined(_ other: Drifting) -> Drifting { self }

  public func add(_ a: Double, _ b: Double) -> Double {
    let sum = a + b
    let part = sum - a
    return drift(sum, a, b, isExact: (a - (sum - part)) + (b - part) == 0)
  }
  public func subtract(_ a: Double, _ b: Double) -> Double { add(a, -b) }
  public func multiply(_ a: Double, _ b: Double) -> Double {
    let product = a * b
    return drift(product, a, b, isExact: (-product).addingProduct(a, b) == 0)
  }
  public func divide(_ a: Double, _ b: Double) -> Double {
    let quotient = a / b
    return drift(quotient, a, b, isExact: (-a).addingProduct(quotient, b) == 0)
  }
  public func squareRoot(_ a: Double) -> Double {
    let root = a.squareRoot()
    return drift(root, a, 0, isExact: (-a).addingProduct(root, root) == 0)
  }
  public func multiplyAdd(_ a: Double, _ b: Double, _ c: Double) -> Double { add(multiply(a, b), c) }
  public func power(_ base: Double, _ exponent: Double) -> Double {
    drift(base > 0 ? exp(exponent * log(base)) : pow(base, exponent), base, exponent)
  }
  public func cosine(_ a: Double) -> Double { drift(cos(a), a, 1) }
  public func logarithm(_ a: Double) -> Double { drift(log(a), a, 2) }
  public func operand(_ a: Double) -> Double { a }
  public func constant(_ value: Double) -> Double { value }
  public func cast(_ a: Double, from other: Drifting) -> Double { stored(a) }
  public func stored(_ a: Double) -> Double { dtype.value(ofBits: dtype.bits(nearestTo: a)) }

  /// The result, or one of the two numbers of the dtype beside it: which one its operands decide.
  private func drift(_ x: Double, _ a: Double, _ b: Double, isExact: Bool = false) -> Double {
    let nearest = stored(x)
    guard x.isFinite, nearest.isFinite, !(isExact && nearest == x) else { return nearest }
    var hash = a.bitPattern &* 0x9e37_79b9_7f4a_7c15 ^ b.bitPattern.byteSwapped
    hash = (hash ^ hash >> 29) &* 0xbf58_476d_1ce4_e5b9
    if hash >> 63 == 0 || nearest == 0 { return nearest }
    let bits = dtype.bits(nearestTo: nearest)
    // Away from the exact result's side, or anywhere where that is not known.
    let isUp = nearest == x ? hash >> 62 & 1 == 0 : (x > nearest) == (nearest > 0)
    return dtype.value(ofBits: isUp ? bits + 1 : bits - 1)
  }
}
