/// What a case must lead to.
///
/// Indirect, because cases are handed on more often than their expectations are looked at.
public indirect enum Expectation: Hashable, Sendable {
  case values(ExpectedValues)
  /// A refusal, of which category and argument count.
  case refusal(Refusal)
}
