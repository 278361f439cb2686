@testable import OptimizerKernels

/// A number of one of the four dtypes together with its bits, which is what these tests compare.
protocol Bits: Number, Sendable {
  associatedtype Pattern: FixedWidthInteger & UnsignedInteger & Sendable
  init(bitPattern: Pattern)
  var bitPattern: Pattern { get }
  static var dtype: DType { get }
  static var infinityPattern: Pattern { get }
  static var quietNaNPattern: Pattern { get }
}

extension Float: Bits {
  static var infinityPattern: UInt32 { 0x7F80_0000 }
  static var quietNaNPattern: UInt32 { 0x7FC0_0000 }
}

extension Double: Bits {
  static var infinityPattern: UInt64 { 0x7FF0_0000_0000_0000 }
  static var quietNaNPattern: UInt64 { 0x7FF8_0000_0000_0000 }
}

extension Half: Bits {
  static var dtype: DType { .float16 }
  static var infinityPattern: UInt16 { 0x7C00 }
  static var quietNaNPattern: UInt16 { 0x7E00 }
}

extension BFloat16: Bits {
  static var infinityPattern: UInt16 { 0x7F80 }
  static var quietNaNPattern: UInt16 { 0x7FC0 }
}

extension Bits {
  /// The bits, those of every NaN as the quiet one without a sign.
  var unified: Pattern {
    let magnitude = bitPattern & (Pattern.max >> 1)
    return magnitude > Self.infinityPattern ? Self.quietNaNPattern : bitPattern
  }

  /// The number without its sign.
  var unsigned: Self { Self(bitPattern: bitPattern & (Pattern.max >> 1)) }

  /// The numbers whose bits are written one after the other, each in full width.
  static func decode(_ hexadecimal: String) -> [Self] {
    let digits = Array(hexadecimal.utf8)
    let width = Pattern.bitWidth / 4
    return stride(from: 0, to: digits.count, by: width).map { start in
      let text = String(decoding: digits[start..<start + width], as: UTF8.self)
      return Self(bitPattern: Pattern(text, radix: 16) ?? quietNaNPattern)
    }
  }
}

/// FNV-1a 64, where a round takes a whole pattern, or half of one of 64 bits, the lower half first.
struct Checksum {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add<N: Bits>(_ number: N) {
    let pattern = UInt64(number.unified)
    addWord(pattern & 0xFFFF_FFFF)
    if N.Pattern.bitWidth == 64 { addWord(pattern >> 32) }
  }

  private mutating func addWord(_ word: UInt64) {
    state = (state ^ word) &* 0x100_0000_01B3
  }

  /// Sixteen hexadecimal digits.
  var text: String {
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
