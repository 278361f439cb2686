import Conformance

extension Expectations {
  /// Writes the file anew so that it says what a run shows.
  ///
  /// Comments, order, patterns, rules and links stay. Counts and kinds become the run's; entries without a
  /// failure go; each failure that no entry is about gets an entry that waits for its explanation.
  ///
  /// - Returns: What was written.
  public func update(from report: Report) throws(ExpectationError) -> ExpectationUpdate {
    let update = updated(from: report)
    do {
      try update.text.writeWhole(to: path)
    } catch {
      throw .unwritable(path)
    }
    return update
  }

  private func updated(from report: Report) -> ExpectationUpdate {
    var shares = shares(of: report.result).map(\.share)[...]
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
    let likelyRule = report.likelyRule()
    for result in report.result.results where !known.contains(result.testCase.id) {
      guard case .failed(let divergence) = result.judgement.verdict, let kind = FailureKind(divergence) else {
        continue
      }
      update.added += 1
      let rule = likelyRule(result.testCase)
      update.lines.append("\(Filter.literal(result.testCase.id))  \(rule)  \(kind)  \(Self.unexplained)")
    }
    return update
  }
}
