#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Expectations {
  /// Writes the file anew so that it says what a run shows.
  ///
  /// Comments, order, patterns, rules and links stay. Counts and kinds become the run's; entries without a
  /// failure go; each failure that no entry is about gets an entry that waits for its explanation.
  public func update(from result: SuiteResult) throws(ExpectationError) {
    do {
      try Data(updated(from: result).utf8).write(to: URL(filePath: path))
    } catch {
      throw .unwritable(path)
    }
  }

  func updated(from result: SuiteResult) -> String {
    var shares = shares(of: result).map(\.share)[...]
    var known: Set<String> = []
    var text: [String] = []
    for line in lines {
      switch line {
      case .comment(let comment): text.append(comment)
      case .entry(let entry):
        guard let share = shares.popFirst(),
          let kind = share.kind(like: entry.kind) ?? share.failed.first?.kind
        else { continue }
        let same = share.failed.filter { $0.kind.word == kind.word }
        known.formUnion(same.map(\.id))
        let isCounted = entry.count != nil || !share.passed.isEmpty || same.count > Self.matchLimit
        text.append(
          Entry(
            line: entry.line,
            pattern: entry.pattern,
            count: isCounted ? same.count : nil,
            rule: entry.rule,
            kind: share.kind(like: kind) ?? kind,
            link: entry.link
          ).text
        )
      }
    }
    for result in result.results where !known.contains(result.testCase.id) {
      guard case .failed(let divergence) = result.judgement.verdict, let kind = FailureKind(divergence) else {
        continue
      }
      let rule = result.testCase.rules.first ?? "R-UPDATE-1"
      text.append("\(result.testCase.id)  \(rule)  \(kind)  \(Self.unexplained)")
    }
    return text.map { $0 + "\n" }.joined()
  }
}
