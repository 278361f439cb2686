/// Compares an answer with what was expected, in the order of computation, up to the first difference.
struct Comparison {
  let testCase: Case
  /// Whether every part of the expected state must be there.
  let requiresState: Bool
  /// How far from the expected bits a value may be.
  let budget: Budget
  /// The number of tensors and whole numbers that were compared.
  private(set) var compared = 0
  /// The number of elements that were compared.
  private(set) var elements = 0

  init(case testCase: Case, requiresState: Bool, budget: Budget) {
    self.testCase = testCase
    self.requiresState = requiresState
    self.budget = budget
  }

  mutating func compare(_ actual: Refusal, with expected: Refusal) throws(Divergence) {
    compared += 1
    guard actual.category == expected.category, actual.argument == expected.argument else {
      throw Divergence(.refusal(expected: expected, actual: actual), quantity: .error)
    }
  }

  mutating func compare(_ actual: Observation, with expected: ExpectedValues) throws(Divergence) {
    let events = testCase.script.count
    guard actual.steps.count == events else {
      throw Divergence(.count(of: .steps, expected: events, actual: actual.steps.count), quantity: .steps)
    }
    for event in testCase.script.indices {
      if let expected = expected.trace?.first(where: { $0.event == event }),
        let actual = actual.trace?.first(where: { $0.event == event })
      {
        try compare(actual, with: expected)
      }
      if let step = expected.steps.first(where: { $0.event == event }) {
        try compare(
          actual.steps[event],
          with: step.variables,
          at: Place(.variable, event: event)
        )
      }
    }
    if let expected = expected.state { try compare(actual.state, with: expected) }
  }

  // MARK: Traces and states

  private mutating func compare(_ actual: TraceEntry, with expected: TraceEntry) throws(Divergence) {
    let event = expected.event
    for scalar in TraceEntry.Scalar.allCases {
      for dtype in DType.allCases {
        guard let expected = expected.scalars[scalar]?[dtype], let actual = actual.scalars[scalar]?[dtype]
        else { continue }
        try compare(
          actual,
          with: expected,
          at: Place(.scalar(scalar, dtype), event: event)
        )
      }
    }
    for quantity in TraceEntry.Quantity.allCases {
      for (index, (expected, actual)) in zip(expected.variables, actual.variables).enumerated() {
        guard let expected = expected?[quantity], let actual = actual?[quantity] else { continue }
        try compare(
          actual,
          with: expected,
          at: Place(.traced(quantity), event: event, variable: index)
        )
      }
    }
  }

  private mutating func compare(_ actual: State?, with expected: State) throws(Divergence) {
    guard let actual else {
      if requiresState { throw Divergence(.presence(expected: true), quantity: .state) }
      return
    }
    try compare(actual.iterations, with: expected.iterations, at: Place(.iterations))
    try compare(actual.learningRate, with: expected.learningRate, at: Place(.learningRate))
    for slot in State.Slot.allCases {
      guard let expected = expected.slots[slot] else { continue }
      guard let actual = actual.slots[slot] else {
        if requiresState { throw Divergence(.presence(expected: true), quantity: .slot(slot)) }
        continue
      }
      try compare(actual, with: expected, at: Place(.slot(slot)))
    }
    try compare(actual.lossScale, with: expected.lossScale, at: Place(.lossScale))
    try compare(actual.stepCounter, with: expected.stepCounter, at: Place(.stepCounter))
  }

  private mutating func compare(
    _ actual: Int?,
    with expected: Int?,
    at place: Place
  ) throws(Divergence) {
    guard let expected else { return }
    guard let actual else {
      if requiresState { throw divergence(.presence(expected: true), at: place) }
      return
    }
    compared += 1
    guard actual == expected else {
      throw divergence(.integer(expected: expected, actual: actual), at: place)
    }
  }

  private mutating func compare(
    _ actual: Tensor?,
    with expected: Tensor?,
    at place: Place
  ) throws(Divergence) {
    guard let expected else { return }
    guard let actual else {
      if requiresState { throw divergence(.presence(expected: true), at: place) }
      return
    }
    try compare(actual, with: expected, at: place)
  }

  // MARK: Tensors

  private mutating func compare(
    _ actual: [Tensor?],
    with expected: [Tensor?],
    at place: Place
  ) throws(Divergence) {
    guard actual.count == expected.count else {
      throw divergence(.count(of: .variables, expected: expected.count, actual: actual.count), at: place)
    }
    for (index, (actual, expected)) in zip(actual, expected).enumerated() {
      guard let actual, let expected else {
        compared += 1
        if actual == nil && expected == nil { continue }
        throw divergence(.presence(expected: expected != nil), at: place.of(variable: index))
      }
      try compare(actual, with: expected, at: place.of(variable: index))
    }
  }

  private mutating func compare(
    _ actual: Tensor,
    with expected: Tensor,
    at place: Place
  ) throws(Divergence) {
    guard actual.dtype == expected.dtype else {
      throw divergence(.dtype(expected: expected.dtype, actual: actual.dtype), at: place)
    }
    guard actual.count == expected.count else {
      throw divergence(.count(of: .elements, expected: expected.count, actual: actual.count), at: place)
    }
    compared += 1
    elements += expected.count
    if actual == expected { return }
    let allowance = budget.allowance(for: place.quantity, of: expected.dtype)
    for (index, (actual, wanted)) in zip(actual.bits, expected.bits).enumerated()
    where !expected.dtype.allows(actual, for: wanted, within: allowance) {
      throw divergence(.bits(expected.dtype, expected: wanted, actual: actual), at: place, element: index)
    }
  }

  // MARK: Places

  private struct Place {
    let quantity: ComparedQuantity
    let event: Int?
    let variable: Int?

    init(_ quantity: ComparedQuantity, event: Int? = nil, variable: Int? = nil) {
      self.quantity = quantity
      self.event = event
      self.variable = variable
    }

    func of(variable: Int) -> Place { Place(quantity, event: event, variable: variable) }
  }

  private func divergence(
    _ difference: Divergence.Difference,
    at place: Place,
    element: Int? = nil
  ) -> Divergence {
    let variable = place.variable.flatMap { testCase.variables.indices.contains($0) ? $0 : nil }
    return Divergence(
      difference,
      quantity: place.quantity,
      event: place.event,
      step: place.event.map { testCase.step(ofEvent: $0) },
      variable: place.variable,
      variableName: variable.map { testCase.variables[$0].name },
      element: element
    )
  }
}
