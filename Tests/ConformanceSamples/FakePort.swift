package import Conformance

/// A port that answers what a closure says.
package struct FakePort: Port {
  package var description: PortDescription
  package var answer: @Sendable (Case, Bool) throws -> PortReply

  package init(
    description: PortDescription = PortDescription(name: "fake", version: "1", language: "Swift"),
    answer: @escaping @Sendable (Case, Bool) throws -> PortReply
  ) {
    self.description = description
    self.answer = answer
  }

  package func describe() -> PortDescription { description }
  package func run(_ testCase: Case, trace: Bool) throws -> PortReply { try answer(testCase, trace) }

  /// A port that answers what the case expects.
  package static let right = FakePort { testCase, _ in
    if case .refusal(let refusal) = testCase.expectation { return .refused(refusal) }
    return .observation(Samples.observation(of: testCase))
  }

  /// A port whose every observation is changed.
  package static func changing(_ change: @escaping @Sendable (inout Observation) -> Void) -> FakePort {
    FakePort { testCase, trace in
      guard case .observation(var observation) = try right.answer(testCase, trace) else {
        return .refused(Refusal(.invalidArgument, argument: "clipnorm"))
      }
      change(&observation)
      return .observation(observation)
    }
  }
}
