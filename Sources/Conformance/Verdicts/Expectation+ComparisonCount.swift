// What a ``Comparison`` that finds no difference has counted: said beforehand, so that nothing is left out unnoticed.

extension Expectation {
  /// How many tensors and numbers there are to compare with.
  public var comparisonCount: Int {
    switch self {
    case .values(let values): values.comparisonCount
    case .refusal: 1
    }
  }
}

extension ExpectedValues {
  var comparisonCount: Int {
    let inState = state.map { state in
      [state.iterations, state.stepCounter].count { $0 != nil }
        + [state.learningRate, state.lossScale].count { $0 != nil }
        + state.slots.values.reduce(0) { $0 + $1.count }
    }
    let inTrace = trace?.reduce(0) { sum, entry in
      sum + entry.scalars.values.reduce(0) { $0 + $1.count }
        + entry.variables.reduce(0) { $0 + ($1?.count ?? 0) }
    }
    return steps.reduce(0) { $0 + $1.variables.count } + (inState ?? 0) + (inTrace ?? 0)
  }
}
