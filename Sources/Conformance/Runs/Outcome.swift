/// What is to be said of a port as a whole.
public enum Outcome: String, Sendable, Codable {
  /// Every case that the port can run passed, and some did.
  case conforms
  /// Every case that the port can run passed or failed as expected, and some failed.
  case expected
  /// Bits differ, but the port follows every rule, and that is all that was asked for.
  case follows
  case differs
  /// The file of expected failures says what is not so.
  case outdated
  /// The port can run none of the cases.
  case unjudged
  /// The port's program did not answer a case: it crashed, hung or talked nonsense.
  case broken

  /// Whether all is as it must be, or as it is expected.
  public var isSuccess: Bool { self == .conforms || self == .expected || self == .follows }
}
