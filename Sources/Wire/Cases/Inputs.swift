package import Conformance
package import ExactJSON

/// Variables and a script that cases of one file share.
package struct Inputs: Sendable {
  package let variables: [Variable]
  package let script: [Event]

  private enum Key: String, JSONKey {
    case variables, script

    static let names = JSONNames<Self>()
  }

  package init(from json: inout JSONReader) throws(JSONError) {
    var variables: [Variable]?
    var script: JSONReader.Place?
    try json.object { (json, key: Key) throws(JSONError) in
      switch key {
      case .variables: variables = try json.array(Variable.init(from:))
      case .script: script = try json.passOver()
      }
    }
    self = try Inputs(variables: variables, script: script, from: &json)
  }

  /// Reads a script on variables that were read before.
  init(
    variables: [Variable]?, script: JSONReader.Place?, from json: inout JSONReader
  ) throws(JSONError) {
    guard let variables else { throw .missing("variables") }
    guard let script else { throw .missing("script") }
    self.variables = variables
    self.script = try json.read(script, in: "script") { (json) throws(JSONError) in
      try json.array { (json) throws(JSONError) in try Event(from: &json, on: variables) }
    }
  }
}
