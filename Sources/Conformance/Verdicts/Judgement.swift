/// A verdict, and how much it rests on.
public struct Judgement: Hashable, Sendable {
  /// The verdict.
  public var verdict: Verdict
  /// The number of tensors and whole numbers that were compared, up to the first difference.
  public var compared: Int
  /// The number of elements that were compared.
  public var elements: Int

  /// Judges what a port answered to a case.
  ///
  /// The port's description says what it promised to report: a state that it declares as a feature must be
  /// complete, while one that it gives without that is compared as far as it goes.
  public init(of reply: PortReply, to testCase: Case, from port: PortDescription) {
    var comparison = Comparison(case: testCase, requiresState: port.features?.contains(.state) ?? false)
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
        throw Divergence(.refusal(expected: nil, actual: actual), quantity: "error")
      case (.refusal(let expected), .observation):
        throw Divergence(.refusal(expected: expected, actual: nil), quantity: "error")
      case (nil, _):
        throw Divergence(.nothingCompared, quantity: "expect")
      }
    } catch {
      verdict = .failed(error)
    }
    let isEmpty = verdict == .passed && comparison.compared == 0
    self.verdict = isEmpty ? .failed(Divergence(.nothingCompared, quantity: "expect")) : verdict
    compared = comparison.compared
    elements = comparison.elements
  }

  /// The judgement on a case that was not compared.
  init(verdict: Verdict) {
    self.verdict = verdict
    compared = 0
    elements = 0
  }
}
