public import Conformance

/// A disagreement that was found, and how.
public struct Finding: Sendable {
  /// The case that was made up.
  public let original: Case
  /// The smallest case in which the ports still disagree.
  public let smallest: Disagreement
  /// How many cases were tried to find it.
  public let tries: Int
  /// How long it took to come upon the disagreement.
  public let searching: Duration
  /// How long it took to make the case smaller.
  public let shrinking: Duration
}
