public import Conformance

/// A case on which two ports disagree.
public struct Disagreement: Hashable, Sendable {
  /// The case, with what the oracle answers as the expectation.
  public var testCase: Case
  /// The first difference.
  public var divergence: Divergence
}
