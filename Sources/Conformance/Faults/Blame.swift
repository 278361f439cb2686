/// Who is to blame for an error, of which none is a verdict on what a port computes.
public enum Blame: Hashable, Sendable, CaseIterable {
  /// Who asked for something that cannot be done.
  case usage
  /// The port's program, which does not answer as the protocol wants it.
  case port
  case vectors
  /// What the port was to be judged by.
  case oracle
  /// This machine, or this package itself.
  case machine
}
