import Testing

@testable import OptimizerKernels

/// Every loop against the formula it stands for, element by element, at every length up to 67, with blocks that
/// lie at all offsets, in place and not, and with nothing written beside or into what is only read.
@Suite struct LoopTests {
  @Test func float32() { check(Float.self) }
  @Test func float64() { check(Double.self) }
  @Test func float16() { check(Half.self) }
  @Test func bfloat16() { check(BFloat16.self) }

  private func check<N: Bits>(_ type: N.Type) {
    let (a, b, e) = (0.1, 3.7, 0.01)
    let (na, nb, ne) = (N(rounding: a), N(rounding: b), N(rounding: e))
    let (low, high) = (N(rounding: -0.5), N(rounding: 0.5))
    func clamped(_ x: N) -> N { x < low ? low : high < x ? high : x }
    func larger(_ x: N, _ y: N) -> N { x < y ? y : x }
    func update(_ m: N, _ v: N) -> N { (m * na) / (v.root + ne) }

    compare(2, N.self, "divide", { $0[0].divide(by: b, into: $0[1]) }) { $0[1] = $0[0] / nb }
    compare(1, N.self, "divide in place", { $0[0].divide(by: b, into: $0[0]) }) { $0[0] = $0[0] / nb }
    compare(2, N.self, "multiply", { $0[0].multiply(by: a, into: $0[1]) }) { $0[1] = $0[0] * na }
    compare(1, N.self, "multiply in place", { $0[0].multiply(by: a, into: $0[0]) }) { $0[0] = $0[0] * na }
    compare(2, N.self, "scale", { $0[0].scale(to: a, over: b, into: $0[1]) }) { $0[1] = ($0[0] * na) / nb }
    compare(1, N.self, "scale in place", { $0[0].scale(to: a, over: b, into: $0[0]) }) {
      $0[0] = ($0[0] * na) / nb
    }
    compare(2, N.self, "clamp", { $0[0].clamp(to: 0.5, into: $0[1]) }) { $0[1] = clamped($0[0]) }
    compare(1, N.self, "clamp in place", { $0[0].clamp(to: 0.5, into: $0[0]) }) { $0[0] = clamped($0[0]) }
    compare(2, N.self, "accumulate", { $0[0].accumulate($0[1]) }) { $0[0] = $0[1] + $0[0] }
    let three = N(rounding: 3)
    compare(3, N.self, "mean", { $0[0].mean(with: $0[1], steps: 3, into: $0[2]) }) {
      $0[2] = ($0[0] + $0[1]) / three
    }
    compare(2, N.self, "mean in place", { $0[0].mean(with: $0[1], steps: 3, into: $0[0]) }) {
      $0[0] = ($0[0] + $0[1]) / three
    }
    compare(1, N.self, "decay", { $0[0].decay(weightDecay: a, learningRate: b) }) {
      $0[0] = $0[0] - ($0[0] * na) * nb
    }
    let new = N(rounding: 1) - na
    compare(2, N.self, "average", { $0[0].average($0[1], momentum: a) }) { $0[0] = na * $0[0] + new * $0[1] }
    compare(
      3, N.self, "last update", { $0[2].lastUpdate(momentum: $0[0], velocity: $0[1], alpha: a, epsilon: e) }
    ) {
      $0[2] = update($0[0], $0[1])
    }
    func move(_ x: inout [N]) {
      x[2] = x[2] + (x[1] - x[2]) * na
      x[3] = x[3] + (x[1] * x[1] - x[3]) * nb
    }
    func adam(_ blocks: [Block], hat: Block?) {
      blocks[0].adamUpdate(
        gradient: blocks[1], momentum: blocks[2], velocity: blocks[3], velocityHat: hat, alpha: a,
        oneMinusBeta1: a, oneMinusBeta2: b, epsilon: e)
    }
    compare(4, N.self, "adam", { adam($0, hat: nil) }) {
      move(&$0)
      $0[0] = $0[0] - update($0[2], $0[3])
    }
    compare(5, N.self, "adam with maximum", { adam($0, hat: $0[4]) }) {
      move(&$0)
      $0[4] = larger($0[4], $0[3])
      $0[0] = $0[0] - update($0[2], $0[4])
    }
  }

  /// Runs `loop` on blocks of random numbers and compares all of them with what `formula` makes of each index.
  private func compare<N: Bits>(
    _ blocks: Int, _ type: N.Type, _ name: String, _ loop: ([Block]) -> Void, _ formula: (inout [N]) -> Void
  ) {
    for count in 0...67 {
      let columns = (0..<blocks).map { N.ordinary(seed: UInt64(100 * count + $0), count: count) }
      let elements = columns.enumerated().map { Elements($1, offset: (3 * $0 + count) % 8) }
      loop(elements.map(\.block))
      var expected = columns
      for index in 0..<count {
        var values = columns.map { $0[index] }
        formula(&values)
        for column in 0..<blocks { expected[column][index] = values[column] }
      }
      #expect(
        elements.map(\.patterns) == expected.map { $0.map(\.unified) },
        "\(name), \(N.dtype), \(count) elements")
      #expect(elements.allSatisfy { $0.marginsAreIntact }, "\(name), \(N.dtype), \(count) elements")
    }
  }

  @Test func castsOfEveryLengthAndOffset() {
    func check<N: Bits, R: Bits>(_ from: N.Type, _ to: R.Type) {
      for count in 0...67 {
        let source = Elements(N.ordinary(seed: UInt64(count), count: count), offset: count % 8)
        let result = Elements([R](repeating: R(rounding: 7), count: count), offset: (count + 3) % 8)
        source.block.cast(into: result.block)
        #expect(result.patterns == source.values.map { R(rounding: $0.exact).unified })
        #expect(result.marginsAreIntact && source.marginsAreIntact)
      }
    }
    func checkAll<N: Bits>(_ from: N.Type) {
      check(from, Float.self)
      check(from, Double.self)
      check(from, Half.self)
      check(from, BFloat16.self)
    }
    checkAll(Float.self)
    checkAll(Double.self)
    checkAll(Half.self)
    checkAll(BFloat16.self)
  }

  @Test func sumsDoNotDependOnTheOffset() {
    func check<N: Bits>(_ type: N.Type) {
      for count in 0...67 {
        let values = N.ordinary(seed: 5, count: count)
        let (aligned, moved) = (Elements(values), Elements(values, offset: 1 + count % 7))
        #expect(aligned.block.sum() == moved.block.sum())
        #expect(aligned.block.sumOfSquares() == moved.block.sumOfSquares())
        #expect(moved.patterns == values.map(\.unified))
      }
    }
    check(Float.self)
    check(Double.self)
    check(Half.self)
    check(BFloat16.self)
  }
}
