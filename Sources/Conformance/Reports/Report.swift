/// A suite's result, told to people (``text(style:)``) or to programs (``json()``).
public struct Report: Sendable {
  /// The result.
  public let result: SuiteResult
  /// How long everything took, with the loading of the vectors.
  public let duration: Duration

  /// The report on a result that took so long with everything around it.
  public init(_ result: SuiteResult, duration: Duration) {
    self.result = result
    self.duration = duration
  }

  /// The time in seconds.
  var seconds: Double {
    Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
  }

  /// The results by file, in the order of the files.
  var files: [(name: String, tally: Tally)] {
    let results = Dictionary(grouping: result.results, by: \.file)
    return result.manifest.files.compactMap { file in results[file.name].map { (file.name, Tally($0)) } }
  }

  /// The results by rule, in the order of the manifest; a case with several rules counts for each.
  var rules: [(id: String, tally: Tally)] {
    tallies(by: \.self)
  }

  /// The results by group of rules, which is the word after `R-`; a case counts once for each group.
  var ruleGroups: [(id: String, tally: Tally)] {
    tallies { rule in rule.split(separator: "-").dropFirst().first.map(String.init) ?? rule }
  }

  private func tallies(by key: (String) -> String) -> [(id: String, tally: Tally)] {
    var results: [String: [CaseResult]] = [:]
    for result in result.results {
      for key in Set(result.testCase.rules.map(key)) { results[key, default: []].append(result) }
    }
    let listed = result.manifest.rules.map(key)
    let unlisted = results.keys.filter { !listed.contains($0) }.sorted()
    var seen: Set<String> = []
    return (listed + unlisted).compactMap { key in
      seen.insert(key).inserted ? results[key].map { (key, Tally($0)) } : nil
    }
  }

  /// The cases that failed, each with what is different.
  var failures: [(result: CaseResult, divergence: Divergence)] {
    result.results.compactMap { result in
      if case .failed(let divergence) = result.judgement.verdict { (result, divergence) } else { nil }
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
