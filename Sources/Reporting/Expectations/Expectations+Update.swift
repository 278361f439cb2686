import Conformance

extension Expectations {
  /// The file as it must be so that it says what a run shows.
  ///
  /// - Parameters:
  ///   - result: What the run led to.
  ///   - comments: What is said above entries that are new: a line each.
  ///   - rule: Which rule explains the failure of a case that no entry is about; nil where none is known to.
  /// - Returns: The file's lines, and how they differ from those that were.
  func updated(
    from result: SuiteResult, comments: [String] = [], rule: (Case) -> Rule?
  ) -> ExpectationUpdate {
    var shares = shares(of: result).map(\.share)[...]
    var known: Set<String> = []
    var update = ExpectationUpdate(path: path)
    for line in lines {
      switch line {
      case .comment(let comment): update.lines.append(comment)
      case .entry(let entry):
        guard let share = shares.popFirst(),
          let kind = share.kind(like: entry.kind) ?? share.failed.first?.kind
        else {
          update.removed += 1
          continue
        }
        let same = share.failed.filter { $0.kind.word == kind.word }
        known.formUnion(same.map(\.id))
        let isCounted = entry.count != nil || !share.passed.isEmpty || same.count > Self.matchLimit
        let renewed = Entry(
          line: entry.line,
          pattern: entry.pattern,
          count: isCounted ? same.count : nil,
          rule: entry.rule,
          kind: share.kind(like: kind) ?? kind,
          link: entry.link
        )
        if renewed.text != entry.text { update.changed += 1 }
        update.lines.append(renewed.text)
      }
    }
    for result in result.results where !known.contains(result.testCase.id) {
      guard case .failed(let divergence) = result.judgement.verdict, let kind = FailureKind(divergence) else {
        continue
      }
      if update.added == 0 {
        update.lines += comments.map { "# \($0)" }.filter { !update.lines.contains($0) }
      }
      update.added += 1
      let added = Entry(
        line: update.lines.count + 1,
        pattern: Filter.literal(result.testCase.id),
        count: nil,
        rule: rule(result.testCase),
        kind: kind,
        link: nil
      )
      update.lines.append(added.text)
    }
    return update
  }
}
