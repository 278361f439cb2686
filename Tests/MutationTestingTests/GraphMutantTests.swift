import Conformance
import Dialects
import Foundation
import Testing
import Textbook
import VectorFiles

@testable import MutationTesting

/// The answers of a graph on models that make mistakes in it.
@Suite struct GraphMutantTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Vectors").standardized.path
  private static let cases = Task {
    try await VectorStore(root: root).load(in: .graph).files.flatMap(\.cases)
  }
  private static let mutants = Task {
    let essential = try await VectorStore(root: root).load().manifest.essential
    return Mutants(try await cases.value, in: .graph, essential: essential)
  }

  @Test func theCasesNoticeEveryMistake() async throws {
    let mutants = try await Self.mutants.value
    #expect(mutants.wrong.map(\.id) == [])
    let survivors = mutants.kills(of: Mistake.all(in: .graph)).filter { $0.testCase == nil }.map(\.mistake)
    #expect(survivors == [])
  }

  @Test(
    "What a graph answers otherwise than eager mode, a mistake about graphs would change, or a graph refuses")
  func everyDifferenceHasARule() async throws {
    let cases = try await Self.cases.value
    let own = Mistake.all(in: .graph).filter { !$0.canBeMade(in: .eager) }
    let explained = Set(try await Self.mutants.value.allKills(of: own).values.joined())
    let different = cases.indices.filter {
      Mutants.divergence(of: ModelPort.answer(cases[$0], .keras).reply, to: cases[$0]) != nil
    }
    #expect(different.count > 1000)
    // What is refused for two reasons, one mistake does not take.
    let unexplained = different.map { ($0, cases[$0]) }.filter { place, testCase in
      !explained.contains(place)
        && !ModelPort.examination(of: testCase, in: .graph).entered.contains { $0.id.hasPrefix("R-GRAPH-") }
    }
    #expect(unexplained.map(\.1.id) == [])
  }
}
