import Conformance
import Dialects
import Foundation
import Testing
import Textbook
import VectorFiles

/// The model of a step in a graph.
@Suite struct GraphDialectTests {
  private static let vectors = Task {
    let root = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Vectors").standardized
    return try await VectorStore(root: root.path).load(in: .graph)
  }

  @Test func theModelEqualsKerasInEveryBit() async throws {
    let vectors = try await Self.vectors.value
    let result = try await Suite(vectors: vectors).run(workers: 2) { ModelPort(Dialect(in: .graph)) }
    #expect(result.results.count { $0.judgement.compared > 0 } == vectors.manifest.cases)
    let wrong = result.results.filter { $0.judgement.verdict != .passed }
    #expect(wrong.map { "\($0.testCase.id): \($0.judgement.verdict)" } == [])
  }

  @Test("Each profile has a list of mistakes, and the model asks for no others", arguments: Profile.allCases)
  func mistakesOfAProfile(profile: Profile) async throws {
    let all = Mistake.all(in: profile)
    #expect(all.count == (profile == .eager ? 561 : 602))
    let known = Dialect.all(in: profile)
    var others: Set<Mistake> = []
    for testCase in try await Self.vectors.value.files.flatMap(\.cases) {
      let met = ModelPort.answer(testCase, Dialect(in: profile)).met
      others.formUnion(met.mistakes.filter { !known.makes($0) })
    }
    #expect(others == [])
  }
}
