@testable import OptimizerKernels
import Testing

/// Sums of up to 20,000 elements against TensorFlow's `reduce_sum`: right to the bit only in its order.
@Suite struct SumTests {
  @Test func float32() throws { try check(Float.self) }
  @Test func float64() throws { try check(Double.self) }
  @Test func float16() throws { try check(Half.self) }
  @Test func bfloat16() throws { try check(BFloat16.self) }

  private func check<N: Bits>(_ type: N.Type) throws {
    let checks = try StoredNumerics.load().sums.filter { $0.dtype == N.dtype }
    #expect(checks.count == 8)
    for check in checks {
      let numbers = N.random(
        seed: 1, count: check.sizes.max() ?? 0, exponent: check.exponent, spread: check.spread)
      let expected = N.decode(check.bits)
      try #require(expected.count == check.sizes.count)
      let elements = Elements(numbers)
      let wrong = zip(check.sizes, expected).filter { size, expected in
        var block = elements.block
        block.count = size
        let sum = FlushToZero.scope { check.squared ? block.sumOfSquares() : block.sum() }
        return N(rounding: sum).unified != expected.unified
      }
      #expect(
        wrong.isEmpty,
        "\(N.dtype), exponent \(check.exponent), squared \(check.squared): wrong for \(wrong.map(\.0))")
    }
  }
}
