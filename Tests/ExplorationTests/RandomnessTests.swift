import Testing

@testable import Exploration

/// The random choices, which other languages repeat.
@Suite struct RandomnessTests {
  /// What the authors' program prints for this seed.
  @Test func splitMix64IsThePublishedGenerator() {
    var generator = SplitMix64(seed: 1_234_567)
    let outputs: [UInt64] = [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      4_593_380_528_125_082_431,
      16_408_922_859_458_223_821,
    ]
    for output in outputs { #expect(generator.next() == output) }
    var later = SplitMix64(seed: 1_234_567, after: 3)
    #expect(later.next() == outputs[3])
  }

  @Test func aCaseStartsFromTheOutputOfItsNumber() {
    var random = Randomness(seed: 1_234_567, index: 2)
    var generator = SplitMix64(seed: 9_817_491_932_198_370_423)
    #expect(random.bits(64) == generator.next())
    #expect(random.below(1000) == Int(((generator.next() >> 32) * 1000) >> 32))
  }

  @Test func everyChoiceOccurs() {
    var random = Randomness(seed: 3, index: 0)
    #expect((0..<200).map { _ in random.below(5) }.reduce(into: Set()) { $0.insert($1) } == Set(0..<5))
    #expect(
      (0..<200).map { _ in random.integer(-2...1) }.reduce(into: Set()) { $0.insert($1) } == Set(-2...1))
    #expect((0..<1000).count { _ in random.chance(percent: 0) } == 0)
    #expect((0..<1000).count { _ in random.chance(percent: 100) } == 1000)
    #expect((200..<300).contains((0..<1000).count { _ in random.chance(percent: 25) }))
    for _ in 0..<100 { #expect(Set(random.sample([1, 2, 3, 4], count: 3)).count == 3) }
    #expect((0..<1000).allSatisfy { _ in (0..<1).contains(random.fraction()) })
  }

  @Test func numbersStayWithinLimitsAndMeetTheMiddleOfFloats() {
    var random = Randomness(seed: 3, index: 0)
    let numbers = (0..<2000).map { _ in random.number(exponents: -1...2) }
    #expect(numbers.allSatisfy { $0 >= 0.5 && $0 < 8 })
    #expect(Set(numbers.map(\.exponent)) == Set(-1...2))
    #expect(numbers.contains { Double(Float($0)) == $0 && $0.significandWidth > 20 })
    #expect(numbers.contains { Double(Float($0)) != $0 && Float($0.nextUp) != Float($0.nextDown) })
    #expect(numbers.contains { $0.significandWidth > 45 })
    let singles = (0..<500).map { _ in Float(bitPattern: UInt32(random.float32(exponents: -3...0))) }
    #expect(singles.allSatisfy { $0 >= 0.125 && $0 < 2 })
  }

  @Test func betasAreOfEveryKind() {
    var random = Randomness(seed: 3, index: 0)
    let betas = (0..<5000).map { _ in random.beta(depth: 12) }
    #expect(betas.allSatisfy { $0 >= 0 && $0 < 1 })
    #expect(Set([0, 0.5, 0.9, 0.99, 0.999, 0.9999]).isSubset(of: betas))
    #expect(betas.contains { $0 < 0.1 } && betas.contains { $0.description.count > 16 })
    // A power of a short binary fraction may lie in the middle of two numbers of float32.
    #expect(betas.count { $0 * 4096 == ($0 * 4096).rounded() && $0 * 16 != ($0 * 16).rounded() } > 500)
    #expect(betas.contains { Float($0) == 1 } && betas.contains { Float($0) < 1 && $0 > 0.999_99 })
  }
}
