import Conformance
import ReferencePort
import Testing
import VectorFiles

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

  @Test("Within a graph the reference equals Keras in every bit")
  func referenceEqualsKerasInGraph() async throws {
    let result = try await GoldenVectors.inGraph.value
    #expect(result.results.count == result.manifest.cases)
    let cases = try await GoldenVectors.loaded.value.manifest.cases
    #expect(result.manifest.cases >= cases)
    let wrong = result.results.filter { $0.judgement.verdict != .passed }
    #expect(wrong.prefix(10).map(\.testCase.id) == [])
    // The two profiles are not one: eager answers are wrong here, and in some cases of this profile alone.
    let differing = result.manifest.answers.reduce(0) { $0 + $1.file.cases }
    let own = Set(result.manifest.files.map(\.name))
    let eager = try await Suite(vectors: try await GoldenVectors.store.load(in: .graph)).run(workers: 2) {
      SwiftPort()
    }
    let failed = eager.results.filter { $0.judgement.verdict != .passed }
    #expect(failed.count { !own.contains($0.file) } == differing)
    #expect(failed.contains { own.contains($0.file) })
    #expect(differing >= 1000)
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
