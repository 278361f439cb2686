@testable import OptimizerKernels
import Testing

/// Every loop on all triples of special numbers (zeros, subnormals, extremes, infinity, NaN) and on random bits,
/// against TensorFlow.
@Suite struct LoopBitsTests {
  @Test func float32() throws { try check(Float.self) }
  @Test func float64() throws { try check(Double.self) }
  @Test func float16() throws { try check(Half.self) }
  @Test func bfloat16() throws { try check(BFloat16.self) }

  private func check<N: Bits>(_ type: N.Type) throws {
    let stored = try StoredNumerics.load()
    let checks = stored.loops.filter { $0.dtype == N.dtype }
    #expect(checks.count == 2 * 3 * 13)
    let special = N.decode(try #require(stored.specials[N.dtype.rawValue]))
    let columns = [
      "special": triples(of: special),
      "random": (0..<5).map { N.random(seed: $0, count: 20000) },
    ]
    for check in checks {
      let columns = try #require(columns[check.numbers])
      let result = FlushToZero.scope { checksum(check.loop, columns, check.constants) }
      #expect(
        result == check.checksum, "\(check.loop), \(N.dtype), \(check.numbers) numbers, \(check.constants)")
    }
  }

  private func triples<N: Bits>(of numbers: [N]) -> [[N]] {
    let count = numbers.count
    let places: [(Int) -> Int] = [
      { $0 }, { $0 / count }, { $0 / (count * count) }, { 7 * $0 + 3 }, { 11 * $0 + $0 / count },
    ]
    return places.map { place in (0..<count * count * count).map { numbers[place($0) % count] } }
  }

  /// Runs a loop on five columns of numbers with three constants and folds all that it wrote.
  private func checksum<N: Bits>(_ loop: String, _ columns: [[N]], _ constants: [Double]) -> String {
    var columns = columns
    if loop == "adam with maximum" {
      for column in [1, 3] { columns[column] = columns[column].map(\.unsigned) }
    }
    let elements = columns.map { Elements($0) }
    let blocks = elements.map(\.block)
    let (x, y, m, v, w) = (blocks[0], blocks[1], blocks[2], blocks[3], blocks[4])
    let (a, b, c) = (constants[0], constants[1], constants[2])

    func folded(_ results: Int...) -> String {
      var checksum = Checksum()
      for result in results { for value in elements[result].values { checksum.add(value) } }
      return checksum.text
    }
    func cast<R: Bits>(to type: R.Type) -> String {
      let result = Elements([R](repeating: R(rounding: 1), count: x.count))
      withExtendedLifetime(elements) { x.cast(into: result.block) }
      var checksum = Checksum()
      for value in result.values { checksum.add(value) }
      return checksum.text
    }
    func adam(hat: Block?) {
      w.adamUpdate(
        gradient: x, momentum: m, velocity: v, velocityHat: hat, alpha: b, oneMinusBeta1: a, oneMinusBeta2: a,
        epsilon: c)
    }

    switch loop {
    case "divide": x.divide(by: b, into: x)
    case "mean": x.mean(with: y, steps: 3, into: x)
    case "scale": x.scale(to: a, over: b, into: x)
    case "multiply": x.multiply(by: a, into: x)
    case "clamp": x.clamp(to: b, into: x)
    case "cast float32": return cast(to: Float.self)
    case "cast float64": return cast(to: Double.self)
    case "cast float16": return cast(to: Half.self)
    case "cast bfloat16": return cast(to: BFloat16.self)
    case "accumulate":
      y.accumulate(x)
      return folded(1)
    case "average":
      y.average(w, momentum: a)
      return folded(1)
    case "decay":
      w.decay(weightDecay: a, learningRate: b)
      return folded(4)
    case "adam":
      adam(hat: nil)
      return folded(4, 2, 3)
    case "adam with maximum":
      adam(hat: y)
      return folded(4, 2, 3, 1)
    default: return "unknown loop \(loop)"
    }
    return folded(0)
  }
}
