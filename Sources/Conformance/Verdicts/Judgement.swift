/// A verdict, and how much it rests on.
public struct Judgement: Hashable, Sendable {
  public var verdict: Verdict
  /// The number of tensors and whole numbers that were compared, up to the first difference.
  public var compared: Int
  /// The number of elements that were compared.
  public var elements: Int
  /// How far each step was from what it must be, if that was not nothing everywhere.
  public var drift: [Drift]

  /// Judges what a port answered to a case.
  ///
  /// The port's description says what it promised to report: a state that it declares as a feature must be
  /// complete, while one that it gives without that is compared as far as it goes.
  public init(
    of reply: PortReply,
    to testCase: Case,
    from port: PortDescription,
    within budget: Budget = .bits
  ) {
    var comparison = Comparison(
      case: testCase,
      requiresState: port.features?.contains(.state) ?? false,
      budget: budget
    )
    let verdict: Verdict
    do throws(Divergence) {
      switch (testCase.expectation, reply) {
      case (_, .unsupported(let missing)): verdict = .unsupported(missing)
      case (.values(let expected), .observation(let actual)):
        try comparison.compare(actual, with: expected)
        verdict = .passed
      case (.refusal(let expected), .refused(let actual)):
        try comparison.compare(actual, with: expected)
        verdict = .passed
      case (.values, .refused(let actual)):
        throw Divergence(.refusal(expected: nil, actual: actual), quantity: .error)
      case (.refusal(let expected), .observation):
        throw Divergence(.refusal(expected: expected, actual: nil), quantity: .error)
      case (nil, _):
        throw Divergence(.nothingCompared, quantity: .expectation)
      }
    } catch {
      verdict = .failed(error)
    }
    let isEmpty = verdict == .passed && comparison.compared == 0
    self.verdict = isEmpty ? .failed(Divergence(.nothingCompared, quantity: .expectation)) : verdict
    compared = comparison.compared
    elements = comparison.elements
    if case .values(let expected) = testCase.expectation, case .observation(let actual) = reply,
      verdict != .passed || !budget.isExact
    {
      let drift = actual.drift(from: expected, of: testCase)
      self.drift = drift.contains { $0.ulps != 0 } ? drift : []
    } else {
      drift = []
    }
  }

  /// A judgement that was made elsewhere, or on a case that was not compared.
  package init(verdict: Verdict, compared: Int = 0, elements: Int = 0, drift: [Drift] = []) {
    self.verdict = verdict
    self.compared = compared
    self.elements = elements
    self.drift = drift
  }
}
