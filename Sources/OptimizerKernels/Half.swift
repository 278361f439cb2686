/// An IEEE 754 binary16 number whose conversions are integer arithmetic.
///
/// Swift's `Float16` is converted by library functions that lose its subnormals while `Float`'s are flushed to
/// zero; TensorFlow keeps them (rule R-FLUSH-2).
struct Half: Sendable, BitwiseCopyable {
  var bitPattern: UInt16

  @inline(__always)
  init(bitPattern: UInt16) {
    self.bitPattern = bitPattern
  }

  /// The nearest half; ties go to even, NaN becomes the quiet NaN of the same sign, overflow infinity.
  @inline(__always)
  init(_ value: Float) {
    let sign = value.bitPattern & 0x8000_0000
    let magnitude = value.bitPattern ^ sign
    // Adding 0.5 leaves the multiples of 2^-24, the subnormals of half, in the lowest bits, rounded.
    let subnormal = (Float(bitPattern: magnitude) + 0.5).bitPattern &- 0x3F00_0000
    // Rebias the exponent by 127 - 15 and round off 13 bits of fraction.
    let normal = (magnitude &- 0x3800_0000 &+ 0xFFF &+ ((magnitude >> 13) & 1)) >> 13
    let special: UInt32 = magnitude > 0x7F80_0000 ? 0x7E00 : 0x7C00
    let finite = magnitude < 0x3880_0000 ? subnormal : normal
    bitPattern = UInt16(truncatingIfNeeded: (sign >> 16) | (magnitude < 0x477F_F000 ? finite : special))
  }
}

extension Float {
  /// The same number as a `Float`, exactly.
  @inline(__always)
  init(_ value: Half) {
    let sign = UInt32(value.bitPattern & 0x8000) << 16
    let magnitude = UInt32(value.bitPattern & 0x7FFF)
    let subnormal = (Float(magnitude) * 0x1p-24).bitPattern
    let rebias: UInt32 = magnitude < 0x7C00 ? 0x3800_0000 : 0x7000_0000
    let normal = (magnitude << 13) &+ rebias
    self = Float(bitPattern: sign | (magnitude < 0x0400 ? subnormal : normal))
  }
}
