@testable import OptimizerKernels
import Testing

/// Rounding to a narrower dtype on, just below and just above every boundary, against NumPy and TensorFlow.
@Suite struct NarrowingTests {
  @Test func floatsToHalf() throws { try checkFloats(to: Half.self) }
  @Test func floatsToBFloat16() throws { try checkFloats(to: BFloat16.self) }
  @Test func doublesToFloat() throws { try checkDoubles(to: Float.self) }
  @Test func doublesToHalf() throws { try checkDoubles(to: Half.self) }
  @Test func doublesToBFloat16() throws { try checkDoubles(to: BFloat16.self) }

  /// Every float32 whose last 13 bits are one of six, 3,145,728 in all.
  private func checkFloats<N: Bits & ShortNumber>(to type: N.Type) throws {
    let check = try #require(try stored(.float32, N.dtype))
    func checksum() -> String {
      var checksum = Checksum()
      for upper in UInt32(0)..<1 << 19 {
        for tail: UInt32 in [0, 1, 0x0FFF, 0x1000, 0x1001, 0x1FFF] {
          checksum.add(N(Float(bitPattern: upper << 13 | tail)))
        }
      }
      return checksum.text
    }
    #expect(checksum() == check.kept)
    #expect(FlushToZero.scope(checksum) == check.flushed)
  }

  /// Numbers of both half types, middles between two numbers (of either and of float32), and just beside.
  private func checkDoubles<N: Bits>(to type: N.Type) throws {
    let check = try #require(try stored(.float64, N.dtype))
    let patterns = stride(from: UInt16(0), through: .max, by: 7)
    let numbers =
      patterns.map { Double(Half(bitPattern: $0).wide) }
      + patterns.map { Double(BFloat16(bitPattern: $0).wide) }
    let middles: [UInt64] = [1 << 28, 1 << 41, 1 << 44]
    let tails: [UInt64] =
      [0, 1] + middles.flatMap { (middle) -> [UInt64] in [middle - 1, middle, middle + 1] }
    func checksum() -> String {
      var checksum = Checksum()
      for (index, number) in numbers.enumerated() {
        let tail = tails[Int(randomPattern(seed: 9, index: index) % UInt64(tails.count))]
        checksum.add(N(rounding: Double(bitPattern: number.bitPattern &+ tail)))
      }
      return checksum.text
    }
    #expect(checksum() == check.kept)
    #expect(FlushToZero.scope(checksum) == check.flushed)
  }

  private func stored(_ from: DType, _ to: DType) throws -> StoredNumerics.NarrowingCheck? {
    try StoredNumerics.load().narrowing.first { $0.from == from && $0.to == to }
  }
}
