import Conformance

/// A port that answers what a closure says.
struct FakePort: Port {
  var description = PortDescription(name: "fake", version: "1", language: "Swift")
  var answer: @Sendable (Case, Bool) throws -> PortReply

  func describe() -> PortDescription { description }
  func run(_ testCase: Case, trace: Bool) throws -> PortReply { try answer(testCase, trace) }

  /// A port that answers what the case expects.
  static let right = FakePort { testCase, _ in
    if case .refusal(let refusal) = testCase.expectation { return .refused(refusal) }
    return .observation(Samples.observation(of: testCase))
  }

  /// A port whose every observation is changed.
  static func changing(_ change: @escaping @Sendable (inout Observation) -> Void) -> FakePort {
    FakePort { testCase, trace in
      guard case .observation(var observation) = try right.answer(testCase, trace) else {
        return .refused(Refusal(.invalidArgument, argument: "clipnorm"))
      }
      change(&observation)
      return .observation(observation)
    }
  }
}
