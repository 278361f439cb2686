import Conformance

extension Drawing {
  /// Numbers of which none is as large as 2^`exponent`; or, in `peculiar` of a hundred tensors, strange ones
  /// among them.
  ///
  /// Each is a whole number times a power of two that the type has: nothing is rounded.
  mutating func tensor(
    _ dtype: DType,
    count: Int,
    below exponent: Int,
    peculiar percent: Int = 0,
    subnormals: Bool = true
  ) -> Tensor {
    let isPeculiar = random.chance(percent: percent)
    let isCoarse = random.chance(percent: 15)
    let exponent = min(max(exponent, dtype.exponents.lowerBound), dtype.exponents.upperBound)
    let strange = strange(dtype, subnormals: subnormals)
    let step = isCoarse ? step(dtype) : (value: 0, width: 0)
    return Tensor(
      dtype,
      bits: (0..<count).map { _ in
        if isPeculiar, random.chance(percent: 20) { return random.pick(strange) }
        if isCoarse {
          let multiple = random.integer(-4...4) * step.value
          return dtype.bits(of: multiple, exponent: exponent - 2 - step.width)
        }
        let bits = Int(random.bits(dtype.precision + 1))
        let digits = bits & (1 << dtype.precision - 1)
        let magnitude = dtype.bits(of: digits, exponent: exponent - dtype.precision)
        return bits == digits ? magnitude : magnitude | dtype.sign
      }
    )
  }

  /// What the numbers of a coarse tensor are multiples of, and its bits: few, or nearly all that the type
  /// has. Such numbers meet each other, thresholds and zero exactly.
  private mutating func step(_ dtype: DType) -> (value: Int, width: Int) {
    let width = random.pick([3, dtype.precision - 3])
    return (1 << (width - 1) | Int(random.bits(width - 1)), width)
  }

  /// The bits of zeros, infinities, NaN, 1 and large numbers; and of subnormal and the smallest normal
  /// numbers, where they are asked for and the ports have them.
  private func strange(_ dtype: DType, subnormals: Bool) -> [UInt64] {
    let (infinity, sign) = (dtype.infinity, dtype.sign)
    let least: UInt64 = 1 << UInt64(dtype.precision - 1)
    let one = infinity >> 1 & ~(least - 1)
    let strange = [
      0, sign, infinity, infinity | sign, infinity | least >> 1, one, infinity - 1, infinity - least,
    ]
    guard subnormals, dtype == .float16 || has(.flushSubnormals) else { return strange }
    return strange + [1, least >> 3 | sign, least - 1, (least - 1) | sign, least, least | sign]
  }

  /// Mostly ordinary; now and then so small or so large that squares leave the range. No number is as large
  /// as 2^ this.
  mutating func magnitude() -> Int {
    let kind = random.below(25)
    if kind < 2, has(.flushSubnormals) { return random.integer(-83 ... -50) }
    return kind < 3 ? random.integer(27...83) : random.integer(-9...4)
  }
}

extension DType {
  /// The digits of a number, of which the first is not stored.
  fileprivate var precision: Int { infinity.trailingZeroBitCount + 1 }

  /// The powers of two below which all numbers of ``precision`` digits are in the type.
  fileprivate var exponents: ClosedRange<Int> {
    switch self {
    case .float16: -13...16
    case .float32, .float64, .bfloat16: -100...100
    }
  }

  /// The bits of a whole number times a power of two, which is in the type.
  fileprivate func bits(of digits: Int, exponent: Int) -> UInt64 {
    bits(nearestTo: Double(digits) * Double(sign: .plus, exponent: exponent, significand: 1))
  }
}
