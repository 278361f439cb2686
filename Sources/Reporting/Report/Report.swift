public import Conformance
public import Diagnosis

/// A suite's result, told to people (``text(style:)``) or to programs (``json()``).
public struct Report: Sendable {
  /// The format of the JSON.
  public static let format = "adamw-report/1"

  public let result: SuiteResult
  /// The failures that were expected; nil for none.
  public let expectations: Expectations?
  /// What became of them.
  public let check: ExpectationCheck
  /// How long everything took, with the loading of the vectors.
  public let duration: Duration
  /// What there is to say of the port besides the verdicts.
  public let remarks: [Remark]
  /// Who is to blame where the port is broken: the port, or the oracle that is run as one.
  public let blame: Blame
  /// What is wrong with the port; nil if nobody has looked for it.
  public let diagnosis: Diagnosis?
  /// What the port must reach.
  public let requirement: Requirement

  /// What a port must reach so that it conforms.
  public enum Requirement: String, Sendable, CaseIterable {
    /// Equal bits, or what a budget allows.
    case bits
    /// To follow every rule, in whatever bits.
    case rules
  }

  /// The report on a result that took so long with everything around it.
  public init(
    _ result: SuiteResult,
    diagnosis: Diagnosis? = nil,
    requiring requirement: Requirement = .bits,
    remarks: [Remark] = [],
    expectations: Expectations? = nil,
    duration: Duration,
    blaming blame: Blame = .port
  ) {
    self.result = result
    self.diagnosis = diagnosis
    self.requirement = requirement
    self.remarks = remarks + result.port.remarks
    self.expectations = expectations
    check = expectations.map { ExpectationCheck(of: $0, in: result) } ?? ExpectationCheck()
    self.duration = duration
    self.blame = blame
  }

  /// The results by file, in the order of the files.
  var files: [(name: String, tally: Tally)] {
    let tallies = tallies { [$0.file] }
    let listed = result.manifest.files.map(\.name)
    let others = Set(tallies.keys).subtracting(listed).sorted()
    return (listed + others).compactMap { name in tallies[name].map { (name, $0) } }
  }

  /// The results by rule, in the order of the specification; a case with several rules counts for each.
  var rules: [(rule: Rule, tally: Tally)] {
    tallies(by: \.testCase.rules).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The results by group of rules, in the order of the specification; a case counts once for each group.
  var ruleGroups: [(name: String, tally: Tally)] {
    let rules = rules.map(\.rule)
    let groups = Dictionary(uniqueKeysWithValues: rules.map { ($0, $0.group) })
    var tallies = tallies { Set($0.testCase.rules.compactMap { groups[$0] }) }
    return rules.compactMap { rule in
      groups[rule].flatMap { name in tallies.removeValue(forKey: name).map { (name, $0) } }
    }
  }

  private func tallies<Key: Hashable>(by keys: (CaseResult) -> some Sequence<Key>) -> [Key: Tally] {
    result.results.reduce(into: [:]) { tallies, result in
      for key in keys(result) { tallies[key, default: Tally()].count(result.judgement.verdict) }
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

  /// The failures: those first that nothing explains, then those that show first of all a rule that is broken.
  var shownFailures: [(result: CaseResult, divergence: Divergence)] {
    guard let diagnosis else { return failures }
    let unexplained = Set(diagnosis.unexplained + diagnosis.refusals.refused + diagnosis.refusals.taken)
    let broken = Set(diagnosis.brokenRules.map(\.rule))
    func turn(_ failure: (result: CaseResult, divergence: Divergence)) -> Int {
      let testCase = failure.result.testCase
      if unexplained.contains(testCase.id) || failure.divergence.isInternal { return 0 }
      return testCase.rules.first.map(broken.contains) ?? false ? 1 : 2
    }
    return (0...2).flatMap { place in failures.filter { turn($0) == place } }
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
