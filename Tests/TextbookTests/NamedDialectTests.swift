import Dialects
import Foundation
import Testing
import Textbook

/// Other libraries' dialects.
@Suite struct NamedDialectTests {
  private let all = NamedDialect.all

  @Test func noTwoAreAlike() {
    #expect(all.count > 30)
    #expect(Set(all.map(\.id)).count == all.count)
    #expect(Set(all.map(\.name)).count == all.count)
    #expect(Set(all.map(\.dialect)).count == all.count)
    #expect(all.filter { $0.dialect == .keras || $0.version.isEmpty }.map(\.id) == [])
  }

  @Test("A library has one default at most for each argument")
  func oneDefaultEach() {
    let defaults: [[Mistake]] = [
      [.defaultEpsilonOfBurn, .defaultEpsilonOfPyTorch, .defaultEpsilonOfTransformers],
      [.defaultDecayOfOptax, .defaultDecayOfPyTorch, .defaultDecayZero],
    ]
    for mistakes in defaults {
      #expect(all.filter { named in mistakes.count(where: named.dialect.makes) > 1 }.map(\.id) == [])
    }
  }

  /// What the comparison of libraries knows of each from its source.
  private struct Truth: Decodable { let version: String }

  @Test func versionsAreThoseOfWhichTheSourceWasRead() throws {
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../scripts/compare/truths.json").standardized
    let truths = try JSONDecoder().decode([String: Truth].self, from: Data(contentsOf: path))
    let known = all.filter { truths[$0.id] != nil }
    #expect(known.count > 20)
    #expect(known.filter { truths[$0.id]?.version != $0.version }.map(\.id) == [])
  }

  @Test func whatALibraryDoesIsSeenSomewhere() {
    #expect(all.flatMap(\.dialect.mistakes).filter { $0.description.seen.isEmpty } == [])
  }
}
