/// What a case must lead to.
///
/// Indirect, because cases are handed on more often than their expectations are looked at.
public indirect enum Expectation: Hashable, Sendable {
  case values(ExpectedValues)
  /// A refusal, of which category and argument count.
  case refusal(Refusal)

  /// How many tensors and numbers there are to compare with.
  public var comparisonCount: Int {
    switch self {
    case .values(let values): values.comparisonCount
    case .refusal: 1
    }
  }
}
