import Conformance

extension Expectations {
  /// What stands in an entry for a rule where the cases have none, or none is known to explain the failure.
  private static let noRule = "-"
  /// What stands in an entry for the link that nobody has given yet.
  static let noLink = "unexplained"

  struct Entry: Sendable {
    let line: Int
    let pattern: String
    let count: Int?
    /// The rule; nil for cases that have none, and where none is known.
    let rule: Rule?
    let kind: FailureKind
    /// The link to the explanation; nil if nobody has given it yet.
    let link: String?

    func isAbout(_ testCase: Case) -> Bool {
      (rule.map(testCase.rules.contains) ?? true) && Filter.match(pattern, testCase.id)
    }
  }
}

extension Expectations.Entry {
  /// Reads a line: a pattern, a rule, a kind and a link.
  init(_ text: String, line: Int, path: String) throws(ExpectationError) {
    func malformed(_ reason: String) -> ExpectationError {
      .malformed(path: path, line: line, reason: reason)
    }
    let words = text.split(maxSplits: 3, whereSeparator: \.isWhitespace)
    guard words.count == 4 else {
      throw malformed("an entry has a pattern of cases, a rule, a kind of failure and a link")
    }
    let parts = words[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let count = parts.count == 2 ? Int(parts[1]) : nil
    guard parts.count == 1 || count ?? 0 > 0 else { throw malformed("'\(words[0])' ends in no count") }
    guard !parts[0].isEmpty else { throw malformed("'\(words[0])' has no pattern before the count") }
    guard let kind = FailureKind(words[2]) else {
      let words = FailureKind.Word.allCases.map { $0 == .bits ? "bits<2^N" : $0.rawValue }
      throw malformed("a kind of failure is one of \(words.joined(separator: ", "))")
    }
    let link = words[3].drop(while: \.isWhitespace)
    self.init(
      line: line,
      pattern: String(parts[0]),
      count: count,
      rule: words[1] == Expectations.noRule ? nil : Rule(String(words[1])),
      kind: kind,
      link: link == Expectations.noLink ? nil : String(link)
    )
  }

  var text: String {
    """
    \(pattern)\(count.map { "=\($0)" } ?? "")  \(rule?.id ?? Expectations.noRule)  \(kind)  \
    \(link ?? Expectations.noLink)
    """
  }
}
