import Conformance
import Diagnosis
import Dialects

extension Expectations {
  /// Writes the file anew so that it says what a run shows.
  ///
  /// Comments, order, patterns, rules and links stay. Counts and kinds become the run's; entries without a failure
  /// go; each failure that no entry is about gets an entry that waits for its explanation.
  ///
  /// - Returns: What was written.
  public func update(from report: Report) throws(ExpectationError) -> ExpectationUpdate {
    let findings = report.explanations
    let unexplained = Set(report.diagnosis?.unexplained ?? [])
    let update = updated(from: report.result, comments: findings.map(\.inWords)) { testCase in
      if unexplained.contains(testCase.id) { return nil }
      return findings.lazy.compactMap { $0.rule(of: testCase) }.first
    }
    do {
      try update.text.writeWhole(to: path)
    } catch {
      throw .unwritable(path)
    }
    return update
  }
}

extension Report {
  /// What the diagnosis has found, of everything or of a part.
  fileprivate var explanations: [Diagnosis.Finding] { diagnosis.map { $0.findings + $0.partial } ?? [] }
}

extension Diagnosis.Finding {
  /// The rule by which the mistake changes something in a case; nil if the case exercises none of the mistake's.
  fileprivate func rule(of testCase: Case) -> Rule? {
    mistake.description.rules.first(where: testCase.rules.contains)
  }
}
