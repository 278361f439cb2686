/// Something to be said of a port that is no verdict on a case.
public struct Remark: Hashable, Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    /// It refuses a plain question that was asked before any case.
    case refusesQuestion = "refuses_question"
    /// It does not refuse a request that has a field which it cannot know.
    case obeysUnknownField = "obeys_unknown_field"
    /// It says that it lacks something which the protocol does not know.
    case lacksUnknown = "lacks_unknown"
  }

  public var kind: Kind
  /// What there is to say: a sentence.
  public var sentence: String

  public init(_ kind: Kind, _ sentence: String) {
    self.kind = kind
    self.sentence = sentence
  }

  /// Whether the port does what the protocol forbids, so that it does not conform whatever it computes.
  public var isViolation: Bool { kind == .obeysUnknownField }
}
