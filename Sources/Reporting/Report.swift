public import Conformance

/// A suite's result, told to people (``text(style:)``) or to programs (``json()``).
public struct Report: Sendable {
  /// The format of the JSON.
  public static let format = "adamw-report/1"

  /// The result.
  public let result: SuiteResult
  /// The failures that were expected; nil for none.
  public let expectations: Expectations?
  /// What became of them.
  public let check: ExpectationCheck
  /// How long everything took, with the loading of the vectors.
  public let duration: Duration

  /// The report on a result that took so long with everything around it.
  public init(_ result: SuiteResult, expectations: Expectations? = nil, duration: Duration) {
    self.result = result
    self.expectations = expectations
    check = expectations.map { ExpectationCheck(of: $0, in: result) } ?? ExpectationCheck()
    self.duration = duration
  }

  /// What is to be said of the port as a whole, when what was expected is taken into account.
  public var outcome: SuiteResult.Outcome {
    let outcome = result.outcome
    if outcome == .broken { return .broken }
    if !failures.isEmpty { return .differs }
    if !check.problems.isEmpty { return .outdated }
    return outcome == .differs ? .expected : outcome
  }

  /// The time in seconds.
  var seconds: Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }

  /// The results by file, in the order of the files.
  var files: [(name: String, tally: Tally)] {
    tallies(of: result.manifest.files.map(\.name)) { [$0.file] }
  }

  /// The results by rule, in the order of the manifest; a case with several rules counts for each.
  var rules: [(name: String, tally: Tally)] {
    tallies(of: result.manifest.rules) { $0.testCase.rules }
  }

  /// The results by group of rules, which is the word after `R-`; a case counts once for each group.
  var ruleGroups: [(name: String, tally: Tally)] {
    var known: [String: String] = [:]
    func group(of rule: String) -> String {
      if let group = known[rule] { return group }
      let group = rule.split(separator: "-").dropFirst().first.map(String.init) ?? rule
      known[rule] = group
      return group
    }
    return tallies(of: result.manifest.rules.map(group)) { Set($0.testCase.rules.map(group)) }
  }

  /// The results by name: first the names that are listed, in their order, then the others.
  private func tallies(
    of listed: [String],
    names: (CaseResult) -> some Sequence<String>
  ) -> [(name: String, tally: Tally)] {
    var tallies: [String: Tally] = [:]
    for result in result.results {
      for name in names(result) { tallies[name, default: Tally()].count(result.judgement.verdict) }
    }
    var seen: Set<String> = []
    return (listed + tallies.keys.sorted()).compactMap { name in
      seen.insert(name).inserted ? tallies[name].map { (name, $0) } : nil
    }
  }

  /// The cases that failed unexpectedly, each with what is different.
  var failures: [(result: CaseResult, divergence: Divergence)] {
    result.results.compactMap { result in
      if case .failed(let divergence) = result.judgement.verdict, !check.expected.contains(result.testCase.id)
      {
        (result, divergence)
      } else {
        nil
      }
    }
  }

  /// What the port lacks, each with the number of cases that need it.
  var missing: [(unsupported: Unsupported, cases: Int)] {
    let all = result.results.compactMap { result in
      if case .unsupported(let unsupported) = result.judgement.verdict { unsupported } else { nil }
    }
    return Dictionary(grouping: all, by: \.self)
      .map { ($0.key, $0.value.count) }
      .sorted { ($0.0.feature, $0.0.reason ?? "") < ($1.0.feature, $1.0.reason ?? "") }
  }

  /// How much was compared, and how much there was to compare.
  var comparisons: (compared: Int, expected: Int, elements: Int) {
    result.results.reduce((0, 0, 0)) { sum, result in
      (
        sum.0 + result.judgement.compared,
        sum.1 + (result.testCase.expectation?.comparisonCount ?? 0),
        sum.2 + result.judgement.elements
      )
    }
  }
}
