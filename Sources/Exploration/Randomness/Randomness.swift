/// Random choices that are the same on every machine and in every language: SplitMix64, and whole numbers.
///
/// Every choice takes one output of the generator or says how many; no choice depends on how a number is
/// rounded.
package struct Randomness {
  private var generator: SplitMix64

  /// The choices of the case with this number: its generator starts from the output with that number, counted
  /// from 0, of the generator that starts from the seed.
  package init(seed: UInt64, index: Int) {
    var cases = SplitMix64(seed: seed, after: UInt64(index))
    generator = SplitMix64(seed: cases.next())
  }

  /// The upper so many bits of an output.
  mutating func bits(_ count: Int) -> UInt64 { generator.next() >> UInt64(64 - count) }

  /// A whole number from 0 to below a limit of at most 2^31, from the upper 32 bits of an output.
  mutating func below(_ limit: Int) -> Int { Int((bits(32) * UInt64(limit)) >> 32) }

  /// A whole number of a range.
  mutating func integer(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

  /// True so many times in a hundred.
  mutating func chance(percent: Int) -> Bool { below(100) < percent }

  /// One of several.
  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  /// Some of several, in an order of their own: each is taken out of those that are left.
  package mutating func sample<Element>(_ elements: [Element], count: Int) -> [Element] {
    var rest = elements
    return (0..<count).map { _ in rest.remove(at: below(rest.count)) }
  }
}
