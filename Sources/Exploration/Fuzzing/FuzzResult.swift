public import Conformance

/// What became of a search.
public struct FuzzResult: Sendable {
  /// What was run.
  public struct Counts: Hashable, Sendable {
    /// The number of cases that were made up.
    public private(set) var cases = 0
    /// The number of those that the oracle refuses.
    public private(set) var refused = 0
    /// In how many cases each type occurs.
    public private(set) var dtypes: [DType: Int] = [:]
    /// How many cases could not be run because of each thing that is missing.
    public private(set) var unsupported: [String: Int] = [:]

    /// The number of cases that both ports answered.
    public var compared: Int { cases - unsupported.values.reduce(0, +) }

    mutating func count(_ testCase: Case) {
      cases += 1
      if case .refusal = testCase.expectation { refused += 1 }
      for dtype in testCase.dtypes { dtypes[dtype, default: 0] += 1 }
    }

    mutating func count(_ missing: Unsupported) {
      cases += 1
      unsupported[missing.feature, default: 0] += 1
    }
  }

  /// What is right.
  public let oracle: PortDescription
  /// What was judged.
  public let port: PortDescription
  /// What the random choices started from.
  public let seed: UInt64
  public let counts: Counts
  /// The disagreement, if there was one.
  public let finding: Finding?
  /// What a port did wrong when it was to end.
  public let endFault: String?
  /// Whether the user ended the search.
  public let wasInterrupted: Bool
  /// How long everything took.
  public let duration: Duration

  public var outcome: Outcome {
    if let finding { return finding.smallest.divergence.isFault ? .broken : .differs }
    if endFault != nil { return .broken }
    return counts.compared > 0 || wasInterrupted ? .conforms : .unjudged
  }
}
