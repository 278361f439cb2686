/// The generator SplitMix64 of Steele, Lea and Flood: 64 bits at a time, out of 64 bits.
struct SplitMix64 {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// The generator that has given `count` outputs already.
  init(seed: UInt64, after count: UInt64) { state = seed &+ count &* Self.increment }

  mutating func next() -> UInt64 {
    state &+= Self.increment
    var bits = state
    bits = (bits ^ bits >> 30) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ bits >> 27) &* 0x94d0_49bb_1331_11eb
    return bits ^ bits >> 31
  }

  private static let increment: UInt64 = 0x9e37_79b9_7f4a_7c15
}
