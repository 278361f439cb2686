import Conformance

/// What was written to a file of expected failures.
public struct ExpectationUpdate: Sendable, CustomStringConvertible {
  let path: String
  var lines: [String] = []
  var added = 0, removed = 0, changed = 0

  var text: String { lines.map { $0 + "\n" }.joined() }

  /// A sentence's worth, without the full stop: how many entries are new, are other than before, and are gone.
  public var description: String {
    func entries(_ count: Int, _ what: String) -> String {
      "\(count) \(what) \(count == 1 ? "entry" : "entries")"
    }
    let parts = [(added, "new"), (changed, "changed"), (removed, "removed")].filter { $0.0 > 0 }
    let counts = parts.map { entries($0.0, $0.1) }.joined(separator: ", ")
    let need = added > 0 ? "; each new one needs a link in place of '\(Expectations.unexplained)'" : ""
    return "wrote \(counts.isEmpty ? "no change" : counts) to \(path.printable)\(need)"
  }
}

extension Report {
  /// Says of a case that fails unexpectedly which of its rules most likely explains it: the one that all such
  /// failures point to, if that is not in most passed cases too, or the one that the fewest cases exercise.
  func likelyRule() -> (Case) -> String {
    let suspects = suspects.flatMap { 2 * $0.passed <= result.tally.passed ? $0.rules : nil } ?? []
    let frequencies = Dictionary(uniqueKeysWithValues: rules.map { ($0.name, $0.tally.cases) })
    return { testCase in
      if suspects.count == 1, testCase.rules.contains(suspects[0]) { return suspects[0] }
      return testCase.rules.min { frequencies[$0] ?? 0 < frequencies[$1] ?? 0 } ?? "R-UPDATE-1"
    }
  }
}
