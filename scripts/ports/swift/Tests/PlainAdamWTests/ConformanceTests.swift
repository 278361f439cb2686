import ConformanceTesting
import Testing

@Test func computesWhatKerasComputes() async throws {
  let result = try await expectConformance(of: PlainAdamWPort())
  #expect(result.tally.passed >= 1756)  // and no feature was lost on the way
}
