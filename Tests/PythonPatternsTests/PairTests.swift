import Foundation
import PythonPatterns
import Testing

/// Patterns and names drawn at random, with what Python 3.11 made of them.
@Suite struct PairTests {
  @Test func storedPairsAreAnsweredAsByPython() throws {
    let stored = try StoredPatterns.load()
    #expect(stored.pairs.count >= 1000)
    for pair in stored.pairs { pair.expect() }
  }

  /// The file that `scripts/check/patterns.py` draws.
  private static let drawn = ProcessInfo.processInfo.environment["DRAWN_PATTERNS"]

  @Test(.enabled(if: drawn != nil)) func drawnPairsAreAnsweredAsByPython() throws {
    let stored = try StoredPatterns.load(from: URL(filePath: #require(Self.drawn)))
    let differing = stored.pairs.filter { !$0.expect() }
    print(
      "patterns: \(stored.pairs.count) compared, with names: \(stored.pairs.map(\.names.count).reduce(0, +)),",
      "differing: \(differing.count)")
  }
}

extension StoredPatterns.Pair {
  /// Whether all answers are Python's. Those that Python did not give in time can be any.
  @discardableResult
  func expect() -> Bool {
    let found = given()
    let agrees = found.refusal == refusal && zip(found.answers, answers).allSatisfy { $1 == "T" || $0 == $1 }
    #expect(
      agrees, "\(pattern.debugDescription) in \(names): \(found), Python: \(refusal ?? answers)")
    return agrees
  }

  private func given() -> (refusal: String?, answers: String) {
    do {
      let pattern = try Pattern(pattern)
      return (nil, String(names.map { answer(of: pattern, in: $0) }))
    } catch {
      return (Self.comparable("\(error)"), "")
    }
  }

  private func answer(of pattern: Pattern, in name: String) -> Character {
    do throws(SearchError) {
      return try pattern.isFound(in: name) ? "1" : "0"
    } catch {
      return error == .failsInPython ? "F" : "S"
    }
  }

  /// Without what is in quotes, which Python writes with escapes, and what is said of aliases here alone.
  private static func comparable(_ sentence: String) -> String {
    let words = sentence.replacingOccurrences(of: " (aliases of names are not known here)", with: "")
    guard let first = words.firstIndex(of: "'"), let last = words.lastIndex(of: "'") else { return words }
    return String(words[..<first]) + words[last...].dropFirst()
  }
}
