/// What a port answers to a case.
public enum PortReply: Hashable, Sendable {
  /// The values that the case leads to.
  case observation(Observation)
  /// The case must be refused.
  case refused(Refusal)
  /// The port lacks something that the case needs.
  case unsupported(Unsupported)
}
