public import Dialects

extension Rehearsal {
  /// Every known mistake by itself.
  public static let singles: [[Mistake]] = Mistake.allCases.map { [$0] }

  /// Sets of so many different mistakes that break rules, drawn at random.
  public static func draw(_ count: Int, of size: Int, seed: UInt64) -> [[Mistake]] {
    let rules = Mistake.allCases.filter { $0.description.kind == .rule }
    var randomness = SplitMix(state: seed)
    return (0..<count).map { _ in
      var set: [Mistake] = []
      while set.count < size {
        let mistake = rules[Int.random(in: rules.indices, using: &randomness)]
        if !set.contains(mistake) { set.append(mistake) }
      }
      return set
    }
  }
}

/// The generator of Steele, Lea and Flood, 2014.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }
}
