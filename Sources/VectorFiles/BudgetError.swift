public import Conformance

/// Why a budget cannot be used: a sentence.
public struct BudgetError: Fault, Equatable {
  public let description: String

  public var blame: Blame { .usage }
}
