import Conformance

/// What was written to a file of expected failures.
public struct ExpectationUpdate: Sendable, CustomStringConvertible {
  let path: String
  var lines: [String] = []
  var added = 0, removed = 0, changed = 0

  var text: String { lines.map { $0 + "\n" }.joined() }

  /// A sentence's worth, without the full stop: how many entries are new, are other than before, and are gone.
  public var description: String {
    let counts = [(added, "new"), (changed, "changed"), (removed, "removed")].filter { $0.0 > 0 }
      .map { $0.0.counted("\($0.1) entry", "\($0.1) entries") }.joined(separator: ", ")
    let need = added > 0 ? "; each new one needs a link in place of '\(Expectations.noLink)'" : ""
    return "wrote \(counts.isEmpty ? "no change" : counts) to \(path.printable)\(need)"
  }
}
