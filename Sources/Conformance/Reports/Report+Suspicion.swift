extension Report {
  /// Which rules the failures have in common, in a line, without the full stop; nil if there are none.
  ///
  /// What is broken is likely among them: rules that every failed case exercises, and of these the ones that
  /// the fewest passed cases do.
  var suspicion: String? {
    let failed = failures.map(\.result.testCase.rules)
    guard let first = failed.first else { return nil }
    let shared = failed.dropFirst().reduce(into: Set(first)) { $0.formIntersection($1) }
    let rules = self.rules.filter { shared.contains($0.name) }
    guard let fewest = rules.map(\.tally.passed).min() else { return nil }
    let suspects = rules.filter { $0.tally.passed == fewest }.map(\.name.printable)
    let every = failed.count == 1 ? "the failure" : "all \(failed.count) failures"
    let passed = fewest == 0 ? "no passed case" : "the fewest passed cases (\(fewest))"
    return "rules in \(every), and in \(passed): \(suspects.joined(separator: ", "))"
  }
}
