import Conformance

extension Report {
  /// Which rules the failures have in common, in a line, without the full stop; nil if there are none.
  var suspicion: String? {
    guard let suspects else { return nil }
    let count = failures.count
    let every = count == 1 ? "the failure" : "all \(count) failures"
    let passed = suspects.passed == 0 ? "no passed case" : "the fewest passed cases (\(suspects.passed))"
    let isShort = suspects.rules.count <= Suspects.titled
    let rules = suspects.rules.map { isShort ? $0.idAndTitle : $0.id.printable }.joined(separator: ", ")
    return "rules in \(every), and in \(passed): \(rules)" + (suspects.pair.map { "; \($0)" } ?? "")
  }

  /// The rules that are likely broken; nil if the failures have none in common.
  var suspects: Suspects? {
    let failed = failures.map(\.result.testCase.rules)
    guard let first = failed.first else { return nil }
    let shared = failed.dropFirst().reduce(into: Set(first)) { $0.formIntersection($1) }
    let rules = self.rules.filter { shared.contains($0.rule) }
    guard let fewest = rules.map(\.tally.passed).min() else { return nil }
    let pair = fewest > Suspects.few ? rarestPair(of: rules.map(\.rule)) : nil
    return Suspects(
      rules: rules.filter { $0.tally.passed == fewest }.map(\.rule),
      passed: fewest,
      pair: pair.flatMap { 2 * $0.passed <= fewest ? $0 : nil }
    )
  }

  /// The two rules that the fewest passed cases have both of, with those that cannot be told from them.
  private func rarestPair(of rules: [Rule]) -> Suspects.Pair? {
    let places = Dictionary(uniqueKeysWithValues: zip(rules, rules.indices))
    var passed = rules.map { _ in [Int](repeating: 0, count: rules.count) }
    for result in result.results where result.judgement.verdict == .passed {
      let own = result.testCase.rules.compactMap { places[$0] }
      for first in own { for second in own { passed[first][second] += 1 } }
    }
    guard let fewest = passed.joined().min(), let row = passed.first(where: { $0.contains(fewest) }) else {
      return nil
    }
    let second = rules.indices.filter { row[$0] == fewest }
    let first = rules.indices.filter { index in second.allSatisfy { passed[index][$0] == fewest } }
    return Suspects.Pair(first: first.map { rules[$0] }, second: second.map { rules[$0] }, passed: fewest)
  }
}

extension Report {
  /// Says of a case that fails unexpectedly which of its rules most likely explains it: the one that all such
  /// failures point to, if that is not in most passed cases too, or the one that the fewest cases exercise.
  func likelyRule() -> (Case) -> Rule? {
    let suspects = suspects.flatMap { 2 * $0.passed <= result.tally.passed ? $0.rules : nil } ?? []
    let frequencies = Dictionary(uniqueKeysWithValues: rules.map { ($0.rule, $0.tally.cases) })
    return { testCase in
      if suspects.count == 1, testCase.rules.contains(suspects[0]) { return suspects[0] }
      return testCase.rules.min { frequencies[$0] ?? 0 < frequencies[$1] ?? 0 }
    }
  }
}

extension Rule {
  /// The id and what the rule is about, as in `R-AMSGRAD-1 (the largest velocity)`.
  fileprivate var idAndTitle: String { id.printable + (title.map { " (\($0))" } ?? "") }
}
