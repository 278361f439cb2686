/// What a port lacks.
public struct Unsupported: Hashable, Sendable {
  /// The feature that is missing, by the protocol's name, or a type.
  public var feature: String
  /// Why it is missing: a sentence.
  public var reason: String?
  /// The address of an issue about it.
  public var issue: String?

  public init(feature: String, reason: String? = nil, issue: String? = nil) {
    self.feature = feature
    self.reason = reason
    self.issue = issue
  }
}
