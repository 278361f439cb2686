@testable import OptimizerKernels

/// 64 random bits for each index: SplitMix64.
func randomPattern(seed: UInt64, index: Int) -> UInt64 {
  var state = UInt64(index + 1) &* 0x9E37_79B9_7F4A_7C15 &+ seed
  state = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
  state = (state ^ state >> 27) &* 0x94D0_49BB_1331_11EB
  return state ^ state >> 31
}

extension Bits {
  /// Numbers of any kind: the lower bits of random patterns.
  static func random(seed: UInt64, count: Int) -> [Self] {
    (0..<count).map { Self(bitPattern: Pattern(truncatingIfNeeded: randomPattern(seed: seed, index: $0))) }
  }

  /// Numbers with a random sign and fraction and a biased exponent of at most `exponent`.
  static func random(seed: UInt64, count: Int, exponent: UInt64, spread: UInt64) -> [Self] {
    let fraction = UInt64(infinityPattern.trailingZeroBitCount)
    return (0..<count).map { index in
      let random = randomPattern(seed: seed, index: index)
      let biased = exponent - (random >> 53 & 0x3FF) % spread
      let magnitude = (biased << fraction) | (random & ((1 << fraction) - 1))
      let sign = (random >> 63) << UInt64(Pattern.bitWidth - 1)
      return Self(bitPattern: Pattern(truncatingIfNeeded: sign | magnitude))
    }
  }

  /// Numbers of the size of weights, up to 2 in magnitude.
  static func ordinary(seed: UInt64, count: Int) -> [Self] {
    let bias = UInt64(infinityPattern >> (infinityPattern.trailingZeroBitCount + 1))
    return random(seed: seed, count: count, exponent: bias, spread: 6)
  }
}
