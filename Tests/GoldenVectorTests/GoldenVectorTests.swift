import Conformance
import Testing

/// What real Keras computed, bit for bit.
@Suite("Golden vectors")
struct GoldenVectorTests {
  @Test("The reference equals Keras in every bit", arguments: GoldenVectors.fileNames)
  func referenceEqualsKeras(file name: String) async throws {
    let listed = try await GoldenVectors.loaded.value.manifest.files.first { $0.name == name }
    let results = try await GoldenVectors.result.value.results.filter { $0.file == name }
    #expect(results.count == listed?.cases)
    // Every value that Keras recorded was there to be compared.
    let partial = results.filter { $0.judgement.compared != $0.testCase.expectation?.comparisonCount }
    #expect(partial.prefix(10).map(\.testCase.id) == [])
    let wrong = results.filter { $0.judgement.verdict != .passed }
    for result in wrong.prefix(10) {
      Issue.record("\(result.testCase.id): \(result.judgement.verdict)")
    }
    #expect(wrong.isEmpty, "\(wrong.count) of \(results.count) cases of \(name) did not pass")
  }

  @Test("As many cases are executed as the manifest lists")
  func executedCount() async throws {
    let listed = try await GoldenVectors.loaded.value.manifest.cases
    let executed = try await GoldenVectors.result.value.results.count { $0.judgement.compared > 0 }
    print("golden cases: \(executed) executed, \(listed) in the manifest")
    #expect(executed == listed)
    #expect(listed >= 2000)
  }
}
