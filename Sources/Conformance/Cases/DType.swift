public import ExactJSON

/// An element type of the wire, by Keras' name.
///
/// What the suite compares are bits. The conversions to and from `Double` exist to print bits for people, and
/// to read the decimal encoding of the protocol.
public enum DType: String, Sendable, CaseIterable {
  /// IEEE 754 binary32.
  case float32
  /// IEEE 754 binary64.
  case float64
  /// IEEE 754 binary16.
  case float16
  /// The upper half of a binary32.
  case bfloat16

  /// The number of bits of an element.
  public var bitWidth: Int {
    switch self {
    case .float32: 32
    case .float64: 64
    case .float16, .bfloat16: 16
    }
  }

  /// The number of hexadecimal digits of an element on the wire.
  public var digitCount: Int { bitWidth / 4 }

  /// The bits of the exponent, all set: what infinity is, and what NaN's magnitude exceeds.
  package var infinity: UInt64 {
    switch self {
    case .float32: 0x7f80_0000
    case .float64: 0x7ff0_0000_0000_0000
    case .float16: 0x7c00
    case .bfloat16: 0x7f80
    }
  }

  package var sign: UInt64 { 1 << UInt64(bitWidth - 1) }
}

extension DType: JSONKey, CustomStringConvertible {
  package static let names = JSONNames<Self>()

  public var description: String { rawValue }
}

extension DType {
  /// Whether the bits are a NaN, of any payload and sign.
  public func isNaN(_ bits: UInt64) -> Bool { bits & ~sign > infinity }

  /// Whether two elements count as the same: equal bits, or both NaN. -0 and +0 are different.
  public func matches(_ a: UInt64, _ b: UInt64) -> Bool { a == b || (isNaN(a) && isNaN(b)) }

  /// The number of representable values from one element to the other, with -0 and +0 one apart; nil if
  /// exactly one of them is NaN.
  public func ulps(from a: UInt64, to b: UInt64) -> UInt64? {
    if isNaN(a) || isNaN(b) { return isNaN(a) && isNaN(b) ? 0 : nil }
    let (x, y) = (ordinal(a), ordinal(b))
    return x > y ? x - y : y - x
  }

  /// The position of a number among all numbers of the type, in ascending order.
  private func ordinal(_ bits: UInt64) -> UInt64 {
    bits & sign == 0 ? sign + bits : sign - 1 - (bits & ~sign)
  }
}
