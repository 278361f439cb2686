import Conformance
import ExactJSON

extension Expectation {
  private enum Key: String, JSONKey {
    case steps, kept, state, trace, error

    static let names = JSONNames<Self>()
  }

  /// Reads what a case with these variables and this script must lead to.
  init(from json: inout JSONReader, variables: [Variable], script: [Event]) throws(JSONError) {
    var count = 0
    var refusal: Refusal?
    var kept: [Int]?
    var steps: [[Tensor]]?
    var state: State?
    var trace: [TraceEntry]?
    try json.object { (json, key: Key) throws(JSONError) in
      count += 1
      switch key {
      case .error: refusal = try Refusal(from: &json)
      case .kept: kept = try json.optional { (json) throws(JSONError) in try json.integers() }
      case .steps: steps = try json.steps(of: variables)
      case .state: state = try json.state(of: variables)
      case .trace: trace = try json.trace(of: variables, script)
      }
    }
    if let refusal {
      guard count == 1 else { throw .malformed("values beside an error") }
      self = .refusal(refusal)
      return
    }
    guard let steps else { throw .missing("steps") }
    let events = kept ?? Array(script.indices)
    guard steps.count == events.count else {
      throw .malformed("\(steps.count) steps, where there must be \(events.count)", at: .name("steps"))
    }
    guard zip(events, events.dropFirst()).allSatisfy(<), events.allSatisfy(script.indices.contains) else {
      throw .malformed("not indices of the \(script.count) events in ascending order", at: .name("kept"))
    }
    self = .values(
      ExpectedValues(
        steps: zip(events, steps).map { ExpectedValues.Step(event: $0, variables: $1) },
        state: state, trace: trace))
  }

  /// Writes what a case must lead to, as a file has it.
  func write(to json: inout JSONWriter, of testCase: Case) {
    json.object { json in
      switch self {
      case .refusal(let refusal):
        json.key(Key.error)
        json.object { json in
          // In a file there are no words, which differ between versions.
          if let argument = refusal.argument {
            json.key("argument")
            json.string(argument)
          }
          json.key("category")
          json.string(refusal.category.rawValue)
        }
      case .values(let values):
        let events = values.steps.map(\.event)
        if events != Array(testCase.script.indices) {
          json.key(Key.kept)
          json.list(events) { $0.integer($1) }
        }
        if let state = values.state {
          json.key(Key.state)
          state.write(to: &json, as: .hexadecimal)
        }
        json.key(Key.steps)
        json.write(values.steps.map(\.variables), as: .hexadecimal)
        if let trace = values.trace {
          json.key(Key.trace)
          json.list(trace) { $1.write(to: &$0, of: testCase, as: .hexadecimal) }
        }
      }
    }
  }
}
