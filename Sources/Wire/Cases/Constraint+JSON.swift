import Conformance
import ExactJSON

extension Constraint {
  private enum Key: String, JSONKey {
    case name, config

    static let names = JSONNames<Self>()
  }

  init(from json: inout JSONReader) throws(JSONError) {
    var name: String?
    var later: JSONReader.Place?
    try json.object { (json, key: Key) throws(JSONError) in
      switch key {
      case .name: name = try json.string()
      case .config: later = try json.passOver()
      }
    }
    guard let name else { throw .missing("name") }
    guard let later else {
      self = try Constraint(name: name, config: [:])
      return
    }
    self = try json.read(later, in: "config") { (json) throws(JSONError) in
      // No arguments are those of an absent configuration.
      try json.takeNull() ? try Constraint(name: name, config: [:]) : try Constraint(name, from: &json)
    }
  }

  func write(to json: inout JSONWriter) {
    json.object { json in
      json.key(Key.config)
      config.write(to: &json)
      json.key(Key.name)
      json.string(name)
    }
  }
}
