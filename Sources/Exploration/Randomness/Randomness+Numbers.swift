/// Numbers are whole numbers times a power of two, or over a power of ten, or 1 less such a number: nothing rounds
/// on the way to them but one division or subtraction.
extension Randomness {
  /// A positive number of which 2^e is the largest power of two in it, for an e of the range.
  mutating func number(exponents: ClosedRange<Int>) -> Double {
    let exponent = integer(exponents)
    return Double(sign: .plus, exponent: exponent - 52, significand: Double(significand()))
  }

  /// A significand of 53 bits, of which the first is 1; now and then one where rounding turns: of few digits,
  /// or at or beside the middle of two that are next to each other in float32.
  private mutating func significand() -> UInt64 {
    if chance(percent: 20) { return UInt64(integer(4...7)) << 50 }
    let digits = 1 << 52 | bits(52)
    if chance(percent: 70) { return digits }
    let ofFloat32 = digits & ~(1 << 29 - 1)
    return ofFloat32 + pick([0, 1 << 28, 1 << 28 - 1, 1 << 28 + 1])
  }

  /// A number from 0 to below 1.
  mutating func fraction() -> Double { Double(bits(53)) * 0x1p-53 }

  /// The bits of a positive number of float32 of which 2^e is the largest power of two in it, for an e of the
  /// range.
  mutating func float32(exponents: ClosedRange<Int>) -> UInt64 {
    let exponent = integer(exponents)
    return UInt64(127 + exponent) << 23 | bits(23)
  }

  /// A beta from 0 to below 1.
  ///
  /// Half of them are decimal fractions of at most four digits, as people write them, below 1 by any magnitude down
  /// to 2^-`depth`. The others are numbers of all digits, of few binary ones, and so near to 1 that types round
  /// them to it. Powers of few binary digits can lie in the middle of two numbers of float32, as 0.90625 to the 5th.
  mutating func beta(depth: Int) -> Double {
    switch below(10) {
    case 0..<5:
      let denominator = pick([10, 100, 1000, 10_000])
      let halvings = below(depth)
      let distance = 1 + below(max(1, denominator >> halvings))
      return Double(denominator - distance) / Double(denominator)
    case 5: return fraction()
    case 6: return number(exponents: -4 ... -1)
    case 7, 8:
      let denominator = 1 << integer(1...12)
      return Double(below(denominator)) / Double(denominator)
    default: return 1 - number(exponents: -30 ... -1)
    }
  }
}
