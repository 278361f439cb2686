import Conformance
import Dialects
import Foundation
import Testing
import VectorFiles

@testable import MutationTesting

/// The vectors on models that make mistakes.
@Suite struct MutantTests {
  private static let store = VectorStore(
    root: URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Vectors").standardized
      .path)

  @Test func theEssentialCasesNoticeEveryMistake() async throws {
    let vectors = try await Self.store.load()
    let ids = vectors.manifest.essential
    let cases = vectors.files.flatMap(\.cases).filter { ids.contains($0.id) }
    #expect(cases.map(\.id) == ids, "in the order of the files, and all there")
    #expect((1..<150).contains(ids.count))
    let mutants = Mutants(cases, essential: ids)
    #expect(mutants.wrong.map(\.id) == [])
    let survivors = mutants.kills(of: Mistake.all(in: .eager)).filter { $0.testCase == nil }.map(\.mistake)
    #expect(survivors == [], "make essential writes the manifest again")
  }

  @Test func whatNoCaseMeetsSurvives() async throws {
    let vectors = try await Self.store.load()
    let plain = try #require(vectors.files.flatMap(\.cases).first { $0.id == "core-float32/plain" })
    let mutants = Mutants([plain])
    #expect(mutants.kill(of: .decayIgnored)?.id == plain.id)
    #expect(mutants.kill(of: .emptyPatternIgnored) == nil)
    #expect(mutants.kill(of: .optimizerReused) == nil)
    #expect(Mutants([plain, plain]).kill(of: .optimizerReused)?.id == plain.id)
  }

  @Test func aSetOfCasesIsFoundThatNoticesAll() async throws {
    let vectors = try await Self.store.load()
    let cases = vectors.files.flatMap(\.cases).filter { $0.id.hasPrefix("exclusions/") }
    let mistakes: [Mistake] = [.exclusionIgnored, .patternsMatchStart, .firstPatternOnly, .optimizerReused]
    let mutants = Mutants(cases)
    let kills = mutants.allKills(of: mistakes)
    #expect(mistakes.allSatisfy { kills[$0]?.isEmpty == false })
    let few = mutants.essential(kills)
    #expect(few.count < 6)
    let again = Mutants(few).allKills(of: mistakes)
    #expect(mistakes.allSatisfy { again[$0]?.isEmpty == false })
  }

  @Test func aCoverTakesWhatLeavesNoChoiceFirst() {
    // The place in the most sets, 4, is in none of the two that do.
    let sets: [Set<Int>] = [[1], [1, 4], [2], [2, 4], [1, 2, 4], []]
    #expect(Cover(of: sets, order: [1, 2, 4]).chosen == [1, 2])
    #expect(Cover(of: [[1, 2], [2, 3], [1, 3]], order: [3, 1, 2]).chosen.count == 2)
    #expect(Cover(of: [[5, 6]], order: [6, 5]).chosen == [6])
    #expect(Cover(of: [], order: []).chosen == [])
  }
}
