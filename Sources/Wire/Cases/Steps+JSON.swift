import Conformance
import ExactJSON

// What an expectation and a reply have in common: variables after events, a state, a trace.

private enum StepKey: String, JSONKey {
  case variables

  static let names = JSONNames<Self>()
}

extension JSONReader {
  /// Reads the variables after each of several events.
  mutating func steps(of variables: [Variable]) throws(JSONError) -> [[Tensor]] {
    try array { (json) throws(JSONError) in
      var tensors: [Tensor]?
      try json.object { (json, key: StepKey) throws(JSONError) in tensors = try json.tensors(of: variables) }
      guard let tensors else { throw .missing("variables") }
      return tensors
    }
  }

  mutating func state(of variables: [Variable]) throws(JSONError) -> State? {
    try optional { (json) throws(JSONError) in try State(from: &json, of: variables) }
  }

  mutating func trace(of variables: [Variable], _ script: [Event]) throws(JSONError) -> [TraceEntry]? {
    try optional { (json) throws(JSONError) in
      try json.array { (json) throws(JSONError) in
        try TraceEntry(from: &json, variables: variables, script: script)
      }
    }
  }
}

extension JSONWriter {
  /// Writes the variables after each of several events.
  mutating func write(_ steps: [[Tensor]], as encoding: TensorEncoding) {
    list(steps) { json, variables in
      json.object { json in
        json.key(StepKey.variables)
        json.list(variables) { $1.write(to: &$0, as: encoding) }
      }
    }
  }
}
