import Conformance
import ExactJSON

extension Exclusion {
  private enum Key: String, JSONKey {
    case variables
    case variableNames = "var_names"

    static let names = JSONNames<Self>()
  }

  init(from json: inout JSONReader) throws(JSONError) {
    self.init()
    try json.object { (json, key: Key) throws(JSONError) in
      if try json.takeNull() { return }
      switch key {
      case .variables: variables = try json.integers()
      case .variableNames: variableNames = try json.strings()
      }
    }
  }

  func write(to json: inout JSONWriter) {
    json.object { json in
      if !variableNames.isEmpty {
        json.key(Key.variableNames)
        json.list(variableNames) { $0.string($1) }
      }
      if !variables.isEmpty {
        json.key(Key.variables)
        json.list(variables) { $0.integer($1) }
      }
    }
  }
}
