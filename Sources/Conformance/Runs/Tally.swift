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
