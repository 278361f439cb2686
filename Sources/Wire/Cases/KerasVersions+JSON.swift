import Conformance
import ExactJSON

extension KerasVersions {
  private enum Key: String, JSONKey {
    case from, to, differs

    static let names = JSONNames<Self>()
  }

  init(from json: inout JSONReader) throws(JSONError) {
    var from: String?
    var to: String?
    var differs: [String]?
    try json.object { (json, key: Key) throws(JSONError) in
      switch key {
      case .from: from = try json.string()
      case .to: to = try json.string()
      case .differs: differs = try json.optional { (json) throws(JSONError) in try json.strings() }
      }
    }
    guard let from else { throw .missing("from") }
    guard let to else { throw .missing("to") }
    self.init(from: from, to: to, differs: differs ?? [])
  }

  func write(to json: inout JSONWriter) {
    json.object { json in
      if !differs.isEmpty {
        json.key(Key.differs)
        json.list(differs) { $0.string($1) }
      }
      json.key(Key.from)
      json.string(from)
      json.key(Key.to)
      json.string(to)
    }
  }
}
