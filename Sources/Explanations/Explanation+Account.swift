public import Conformance
public import Dialects
import Textbook

extension Explanation {
  /// What somebody has of a case up to and with an event: intermediate quantities, values, and the state behind it.
  public struct Account: Sendable {
    let trace: TraceEntry?
    /// The variables before the event, and after it.
    let before: [Tensor]
    let after: [Tensor]
    let state: State?
    /// Whether values and state, and the intermediate quantities, are a port's own.
    let isOfPort: Bool
    let isTraceOfPort: Bool

    /// What the model makes of the case under a dialect; Keras' own numbers under one without mistakes. Nil if it refuses the case.
    public init?(_ dialect: Dialect, _ testCase: Case, at event: Int) {
      guard
        case .observation(let observation) = ModelPort.answer(testCase.cut(at: event), dialect, trace: true)
          .reply
      else { return nil }
      let known = dialect.isKeras ? testCase.expectedTrace?.first { $0.event == event } : nil
      self.init(observation, testCase, event, trace: known ?? observation.trace?.first { $0.event == event })
    }

    /// What a port answered to the case that ends with the event, and where it says nothing of the intermediate
    /// quantities those of a dialect.
    public init?(_ observation: Observation, _ testCase: Case, at event: Int, otherwise dialect: Dialect) {
      guard observation.steps.count == event + 1 else { return nil }
      let own = observation.trace?.first { $0.event == event }
      let trace = own ?? Account(dialect, testCase, at: event)?.trace
      self.init(observation, testCase, event, trace: trace, isOfPort: true, isTraceOfPort: own != nil)
    }

    private init(
      _ observation: Observation, _ testCase: Case, _ event: Int, trace: TraceEntry?, isOfPort: Bool = false,
      isTraceOfPort: Bool = false
    ) {
      self.trace = trace
      before = event == 0 ? testCase.variables.map(\.data) : observation.steps[event - 1]
      after = observation.steps[event]
      state = observation.state
      self.isOfPort = isOfPort
      self.isTraceOfPort = isTraceOfPort
    }
  }
}

extension Case {
  /// The case as it is if nothing follows an event.
  public func cut(at event: Int) -> Case {
    var cut = self
    cut.script = Array(script[...event])
    cut.expectation = nil
    return cut
  }

  fileprivate var expectedTrace: [TraceEntry]? {
    if case .values(let values) = expectation { values.trace } else { nil }
  }
}

extension Case {
  /// The case with all that Keras has of it in a profile: every step, the state and the intermediate quantities.
  ///
  /// - Throws: ``ExplanationError/refused(id:)`` if Keras refuses it.
  public func completed(in profile: Profile = .eager) throws(ExplanationError) -> Case {
    guard case .observation(let keras) = ModelPort.answer(self, Dialect(in: profile), trace: true).reply
    else {
      throw .refused(id: id)
    }
    var completed = self
    let steps = keras.steps.enumerated().map { ExpectedValues.Step(event: $0, variables: $1) }
    let trace = expectedTrace ?? keras.trace
    completed.expectation = .values(ExpectedValues(steps: steps, state: keras.state, trace: trace))
    return completed
  }
}
