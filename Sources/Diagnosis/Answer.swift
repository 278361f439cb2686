import Conformance
import Textbook

/// What a port made of a case, as far as it is judged.
enum Answer: Sendable {
  /// The variables after the events of which the values are known, and the state as far as it was given.
  case values(steps: [[Tensor]], state: State?)
  case refused(Refusal)
}

/// A case and a port's answer to it.
struct Witnessed: Sendable {
  let testCase: Case
  let answer: Answer
  /// Whether the answer is Keras' own, to the bit.
  let isKeras: Bool
  /// Where Keras ran the case.
  let profile: Profile
}

extension Witnessed {
  /// What a run says of a case; nil where there is nothing to judge: no answer, or none that fits the case.
  init?(_ result: CaseResult, in profile: Profile) {
    testCase = result.testCase
    self.profile = profile
    switch (result.judgement.verdict, result.reply, testCase.expectation) {
    case (.passed, nil, .values(let expected)):
      (answer, isKeras) = (.values(steps: expected.steps.map(\.variables), state: expected.state), true)
    case (.passed, _, .refusal(let refusal)): (answer, isKeras) = (.refused(refusal), true)
    // What passed, and was kept, differs within a budget.
    case (.passed, .observation(let observation), .values(let expected)),
      (.failed, .observation(let observation), .values(let expected)):
      let steps = expected.steps.compactMap { step in
        observation.steps.indices.contains(step.event) ? observation.steps[step.event] : nil
      }
      guard steps.count == expected.steps.count, Self.fits(steps, expected) else { return nil }
      (answer, isKeras) = (.values(steps: steps, state: observation.state), false)
    case (.failed, .observation(let observation), .refusal):
      (answer, isKeras) = (.values(steps: observation.steps, state: observation.state), false)
    case (.failed, .refused(let refusal), _) where refusal.category != .internal:
      (answer, isKeras) = (.refused(refusal), false)
    default: return nil
    }
  }

  private static func fits(_ steps: [[Tensor]], _ expected: ExpectedValues) -> Bool {
    zip(steps, expected.steps).allSatisfy { actual, expected in
      actual.count == expected.variables.count
        && zip(actual, expected.variables).allSatisfy { $0.dtype == $1.dtype && $0.count == $1.count }
    }
  }

  /// Whether both the port and Keras answer with values.
  var hasNumbers: Bool {
    if case (.values, .values) = (testCase.expectation, answer) { true } else { false }
  }

  /// Whether the counters that the port gave, if it gave any, are these.
  func hasCounted(as counters: Counters?) -> Bool {
    guard !isKeras, let counters, case .values(_, let state?) = answer else { return true }
    return (state.iterations ?? counters.iterations) == counters.iterations
      && (state.stepCounter ?? counters.stepCounter) == counters.stepCounter
  }

  /// The events after which the values are known.
  var events: [Int] {
    if case .values(let expected) = testCase.expectation { expected.steps.map(\.event) } else { [] }
  }
}
