/// What became of one case.
public struct CaseResult: Sendable {
  /// The name of the case's file.
  public let file: String
  public let testCase: Case
  public internal(set) var judgement: Judgement

  package init(file: String, testCase: Case, judgement: Judgement) {
    self.file = file
    self.testCase = testCase
    self.judgement = judgement
  }
}

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

  public var outcome: Outcome {
    let hasFault = results.contains { result in
      if case .failed(let divergence) = result.judgement.verdict { divergence.isFault } else { false }
    }
    if hasFault || notRun > 0 || !endFaults.isEmpty { return .broken }
    if tally.failed > 0 { return .differs }
    return tally.passed > 0 ? .conforms : .unjudged
  }

  /// What is to be said of a port as a whole.
  public enum Outcome: String, Sendable, Codable {
    /// Every case that the port can run passed, and some did.
    case conforms
    /// Every case that the port can run passed or failed as expected, and some failed.
    case expected
    case differs
    /// The file of expected failures says what is not so.
    case outdated
    /// The port can run none of the cases.
    case unjudged
    /// The port did not answer a case, or could make nothing of it.
    case broken

    /// Whether all is as it must be, or as it is expected.
    public var isSuccess: Bool { self == .conforms || self == .expected }
  }
}

/// Verdicts, counted.
public struct Tally: Hashable, Sendable {
  public private(set) var passed = 0
  public private(set) var failed = 0
  /// The number of cases that the port cannot run.
  public private(set) var unsupported = 0

  /// The tally of no results yet.
  package init() {}

  public var cases: Int { passed + failed + unsupported }

  package mutating func count(_ verdict: Verdict) {
    switch verdict {
    case .passed: passed += 1
    case .failed: failed += 1
    case .unsupported: unsupported += 1
    }
  }
}

/// Why a suite was not run to its end.
public enum SuiteError: Fault {
  /// A filter chooses no case.
  case nothingMatches(String)
  /// A port could not even describe itself, for this reason.
  case portUnusable(any Error)
  /// Several copies of a port describe themselves differently.
  case inconsistentPort
  /// Fewer cases were run than there are.
  case incomplete(executed: Int, selected: Int)

  public var blame: Blame {
    switch self {
    case .nothingMatches: .usage
    case .portUnusable(let reason): (reason as? any Fault)?.blame ?? .port
    case .inconsistentPort: .port
    case .incomplete: .machine
    }
  }

  /// A sentence: what is wrong, and what would be right.
  public var description: String {
    switch self {
    case .nothingMatches(let pattern):
      "No case has an id or a rule that matches '\(pattern)'."
    case .portUnusable(let reason):
      "The port cannot be used: \(reason)"
    case .inconsistentPort:
      "The adapter is broken. Copies of the port describe themselves differently."
    case .incomplete(let executed, let selected):
      "Only \(executed) of \(selected) cases were run."
    }
  }
}

extension SuiteError: Equatable {
  /// Whether both say the same.
  public static func == (one: SuiteError, other: SuiteError) -> Bool { one.description == other.description }
}
