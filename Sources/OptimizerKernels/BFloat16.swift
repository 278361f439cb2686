/// A brain floating-point number: the upper 16 bits of a `Float`.
///
/// Its subnormals are those of `Float`, so that flushing those to zero covers this type too.
public struct BFloat16: Sendable, BitwiseCopyable {
  /// The bits: 1 of sign, 8 of exponent, 7 of fraction.
  public var bitPattern: UInt16

  /// The number with the given bits.
  @inline(__always)
  public init(bitPattern: UInt16) {
    self.bitPattern = bitPattern
  }

  /// The nearest `BFloat16`; ties go to even, NaN becomes the quiet NaN of the same sign, overflow infinity.
  @inline(__always)
  public init(_ value: Float) {
    let bits = value.bitPattern
    let rounded = UInt16(truncatingIfNeeded: (bits &+ 0x7FFF &+ ((bits >> 16) & 1)) >> 16)
    let quietNaN = UInt16(truncatingIfNeeded: bits >> 16) & 0x8000 | 0x7FC0
    bitPattern = value.isNaN ? quietNaN : rounded
  }
}

extension Float {
  /// The same number as a `Float`, exactly.
  @inline(__always)
  public init(_ value: BFloat16) {
    self = Float(bitPattern: UInt32(value.bitPattern) << 16)
  }
}
