/// What became of a suite.
public struct SuiteResult: Sendable {
  public let port: PortDescription
  public let manifest: Manifest
  /// The filter that chose the cases; nil if none did.
  public let filter: Filter?
  /// The part of the chosen cases that was run; nil for all of them.
  public let shard: Shard?
  /// How far from the expected bits a value could be.
  public let budget: Budget
  /// The results, in the order of the vectors.
  public let results: [CaseResult]
  /// The number of cases that were not run because too many others were left without an answer.
  public let notRun: Int
  /// What the port did wrong when it was to end.
  public let endFaults: [String]
  /// How long the run took.
  public let duration: Duration

  package init(
    port: PortDescription, manifest: Manifest, filter: Filter?, shard: Shard?, budget: Budget,
    results: [CaseResult], notRun: Int, endFaults: [String], duration: Duration
  ) {
    self.port = port
    self.manifest = manifest
    self.filter = filter
    self.shard = shard
    self.budget = budget
    self.results = results
    self.notRun = notRun
    self.endFaults = endFaults
    self.duration = duration
  }

  /// Whether all cases of the vectors were to be run.
  package var isWhole: Bool { filter == nil && shard == nil }

  /// All verdicts, counted.
  public var tally: Tally {
    results.reduce(into: Tally()) { $0.count($1.judgement.verdict) }
  }

  /// What is to be said of the port, when nothing is known of what was expected: neither ``Outcome/expected`` nor
  /// ``Outcome/outdated``.
  public var outcome: Outcome {
    let hasFault = results.contains { result in
      if case .failed(let divergence) = result.judgement.verdict { divergence.isFault } else { false }
    }
    if hasFault || notRun > 0 || !endFaults.isEmpty { return .broken }
    if tally.failed > 0 { return .differs }
    return tally.passed > 0 ? .conforms : .unjudged
  }
}
