/// A JSON value as it stands in a text: keys in their order, numbers as they are spelt.
package enum JSON: Hashable, Sendable {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([JSON])
  case object([Member])

  package struct Member: Hashable, Sendable {
    package let key: String
    package let value: JSON

    package init(key: String, value: JSON) {
      self.key = key
      self.value = value
    }
  }

  /// The value of a key; nil if there is none or this is no object.
  package subscript(key: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// Reads a value in which no object has a key twice.
  package init(from json: inout JSONReader) throws(JSONError) {
    switch json.kind {
    case .null:
      _ = try json.takeNull()
      self = .null
    case .flag: self = .bool(try json.flag())
    case .string: self = .string(try json.string())
    case .list: self = .array(try json.array(JSON.init(from:)))
    case .object:
      var members: [Member] = []
      // By bytes: `String` takes different spellings of one character for equal.
      var keys: Set<[UInt8]> = []
      try json.object { (json, key) throws(JSONError) in
        guard keys.insert(Array(key.utf8)).inserted else { throw .malformed("the key is there twice") }
        members.append(Member(key: key, value: try JSON(from: &json)))
      }
      self = .object(members)
    case .number, nil: self = .number(try json.number())
    }
  }

  /// The compact text, which is UTF-8.
  package var text: String {
    var writer = JSONWriter()
    write(to: &writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private func write(to json: inout JSONWriter) {
    switch self {
    case .null: json.null()
    case .bool(let value): json.flag(value)
    case .number(let spelling): json.number(spelt: spelling)
    case .string(let string): json.string(string)
    case .array(let values): json.list(values) { $1.write(to: &$0) }
    case .object(let members):
      json.object { json in
        for member in members {
          json.key(member.key)
          member.value.write(to: &json)
        }
      }
    }
  }
}
