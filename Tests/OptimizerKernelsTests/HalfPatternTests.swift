@testable import OptimizerKernels
import Testing

/// All 65,536 numbers of both half types through every operation, against NumPy and TensorFlow.
@Suite struct HalfPatternTests {
  @Test func float16() throws { try check(Half.self) }
  @Test func bfloat16() throws { try check(BFloat16.self) }

  private func check<N: Bits & ShortNumber>(_ type: N.Type) throws where N.Pattern == UInt16 {
    let checks = try StoredNumerics.load().patterns.filter { $0.dtype == N.dtype }
    #expect(checks.count == 50)
    for check in checks {
      let operand = check.operand.map { N.decode($0)[0] } ?? N(rounding: 0)
      if let expected = check.kept {
        let kept = checksum(check.operation, operand)
        #expect(kept == expected, "\(N.dtype) \(check.operation) \(operand.exact) with subnormals kept")
      }
      let flushed = FlushToZero.scope { checksum(check.operation, operand) }
      #expect(
        flushed == check.flushed, "\(N.dtype) \(check.operation) \(operand.exact) with subnormals flushed")
    }
  }

  private func checksum<N: Bits & ShortNumber>(_ operation: String, _ operand: N) -> String
  where N.Pattern == UInt16 {
    func fold<R: Bits>(_ compute: (N) -> R) -> String {
      var checksum = Checksum()
      for pattern in UInt16.min...UInt16.max { checksum.add(compute(N(bitPattern: pattern))) }
      return checksum.text
    }
    return switch operation {
    case "widen": fold { $0.wide }
    case "root": fold { $0.root }
    case "square": fold { $0 * $0 }
    case "plus": fold { $0 + operand }
    case "minus": fold { $0 - operand }
    case "times": fold { $0 * operand }
    case "over": fold { $0 / operand }
    case "under": fold { operand / $0 }
    case "maximum": fold { maximum($0, operand) }
    case "less": fold { N(rounding: $0 < operand ? 1 : 0) }
    default: "unknown operation \(operation)"
    }
  }

  @Test func float16ComesBack() { checkWayBack(Half.self) }
  @Test func bfloat16ComesBack() { checkWayBack(BFloat16.self) }

  /// Through `Float`, and through `Double` with subnormals kept.
  private func checkWayBack<N: Bits & ShortNumber>(_ type: N.Type) where N.Pattern == UInt16 {
    func changed(_ convert: (N) -> N) -> [UInt16] {
      (UInt16.min...UInt16.max).filter { convert(N(bitPattern: $0)).unified != N(bitPattern: $0).unified }
    }
    #expect(changed { N($0.wide) } == [])
    #expect(changed { N(rounding: $0.exact) } == [])
    #expect(FlushToZero.scope { changed { N($0.wide) } } == [])
  }

  @Test func notANumberIsNotANumber() {
    for pattern in UInt16.min...UInt16.max {
      let magnitude = pattern & 0x7FFF
      if Half(bitPattern: pattern).isNaN != (magnitude > 0x7C00) { Issue.record("float16 \(pattern)") }
      if BFloat16(bitPattern: pattern).isNaN != (magnitude > 0x7F80) { Issue.record("bfloat16 \(pattern)") }
    }
  }
}
