import Conformance

/// Random choices that are the same on every machine: the generator SplitMix64, and whole-number arithmetic.
struct Randomness {
  private var state: UInt64

  /// The choices of a case of this number under this seed.
  init(seed: UInt64, index: Int) {
    state = seed
    // The numbers of neighbouring cases have nothing in common.
    state = next() &+ UInt64(bitPattern: Int64(index)) &* 0x9e37_79b9_7f4a_7c15
    state = next()
  }

  /// 64 random bits.
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var bits = state
    bits = (bits ^ bits >> 30) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ bits >> 27) &* 0x94d0_49bb_1331_11eb
    return bits ^ bits >> 31
  }

  /// A whole number from 0 to below a limit.
  mutating func below(_ limit: Int) -> Int { Int(next().multipliedFullWidth(by: UInt64(limit)).high) }

  /// A whole number of a range.
  mutating func integer(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

  /// A number from 0 to below 1.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// True with a probability.
  mutating func chance(_ probability: Double) -> Bool { unit() < probability }

  /// One of several.
  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  /// Some of several, in an order of their own.
  mutating func sample<Element>(_ elements: [Element], count: Int) -> [Element] {
    var rest = elements
    return (0..<count).map { _ in rest.remove(at: below(rest.count)) }
  }

  /// A positive number of any magnitude within limits, now and then one where rounding turns: a number of few
  /// digits, or one at or beside the middle of two that are next to each other in float32.
  mutating func number(_ low: Double, _ high: Double) -> Double {
    var value = 0.0
    repeat {
      let exponent = integer(Int(low.exponent)...Int(high.exponent))
      value = Double(sign: .plus, exponent: exponent, significand: 1 + unit())
    } while value < low || value > high
    if chance(0.2) {
      return Double(sign: .plus, exponent: Int(value.exponent), significand: pick([1, 1.25, 1.5]))
    }
    guard chance(0.3) else { return value }
    let single = Float(value)
    let middle = (Double(single) + Double(single.nextUp)) / 2
    return pick([Double(single), middle, middle.nextDown, middle.nextUp])
  }
}
