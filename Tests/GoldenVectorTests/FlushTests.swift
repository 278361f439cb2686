import Conformance
import Testing

/// Which cases need a port that counts subnormals as zero.
@Suite("Flushing")
struct FlushTests {
  @Test("The numbers of the cases and the rules that their recording led to agree")
  func numbersAndRules() async throws {
    let cases = try await GoldenVectors.loaded.value.files.flatMap(\.cases)
    let different = cases.filter { testCase in
      testCase.features.contains(.flushSubnormals) != testCase.rules.contains("R-FLUSH-1")
    }
    // The recorder does not see what replicas apply.
    #expect(different.map(\.id) == ["replicas/subnormal", "replicas/subnormal+clipnorm"])
  }
}
