import Conformance

extension Expectations {
  /// Writes the file anew so that it says what a run shows.
  ///
  /// Comments, order, patterns, rules and links stay. Counts and kinds become the run's; entries without a
  /// failure go; each failure that no entry is about gets an entry that waits for its explanation.
  ///
  /// - Returns: What was written.
  public func update(from report: Report) throws(ExpectationError) -> ExpectationUpdate {
    let update = updated(from: report.result, likelyRule: report.likelyRule())
    do {
      try update.text.writeWhole(to: path)
    } catch {
      throw .unwritable(path)
    }
    return update
  }
}
