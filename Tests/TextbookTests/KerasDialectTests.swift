import Conformance
import Foundation
import Testing
import Textbook
import VectorFiles

/// The model without a mistake, against what real Keras computed.
@Suite struct KerasDialectTests {
  @Test func theModelEqualsKerasInEveryBit() async throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Vectors").standardized
    let vectors = try await VectorStore(root: root.path).load()
    let result = try await Suite(vectors: vectors).run(workers: 2) { ModelPort() }
    let counts = Dictionary(grouping: result.results, by: \.file).mapValues(\.count)
    for file in vectors.manifest.files { #expect(counts[file.name] == file.cases, "\(file.name)") }
    #expect(result.results.count { $0.judgement.compared > 0 } == vectors.manifest.cases)
    let wrong = result.results.filter { $0.judgement.verdict != .passed }
    for result in wrong.prefix(10) { Issue.record("\(result.testCase.id): \(result.judgement.verdict)") }
    #expect(wrong.isEmpty, "\(wrong.count) of \(result.results.count) cases did not pass")
  }
}
