package import ExactJSON

/// Any JSON value: what the suite carries without reading it, such as provenance.
public enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  /// A number, as the nearest double.
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])
}

extension JSONValue {
  package init(from json: inout JSONReader) throws(JSONError) {
    switch json.kind {
    case .null:
      _ = try json.takeNull()
      self = .null
    case .flag: self = .bool(try json.flag())
    case .string: self = .string(try json.string())
    case .list: self = .array(try json.array(JSONValue.init(from:)))
    case .object:
      var fields: [String: JSONValue] = [:]
      try json.object { (json, name) throws(JSONError) in
        let value = try JSONValue(from: &json)
        if fields[name] == nil { fields[name] = value }
      }
      self = .object(fields)
    case .number, nil: self = .number(try json.double())
    }
  }

  package func write(to json: inout JSONWriter) {
    switch self {
    case .null: json.null()
    case .bool(let value): json.flag(value)
    case .number(let value): json.number(value)
    case .string(let value): json.string(value)
    case .array(let values): json.list(values) { $1.write(to: &$0) }
    case .object(let fields): fields.write(to: &json)
    }
  }
}

extension [String: JSONValue] {
  /// Writes the fields of an object in the order of their names.
  package func write(to json: inout JSONWriter) {
    json.object { json in
      for (name, value) in sorted(by: { $0.key < $1.key }) {
        json.key(name)
        value.write(to: &json)
      }
    }
  }
}

// A report repeats the provenance of its vectors.
extension JSONValue: Encodable {
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .null: try container.encodeNil()
    case .bool(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .string(let value): try container.encode(value)
    case .array(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    }
  }
}

extension JSONReader {
  /// Reads an object of any names and values.
  mutating func values() throws(JSONError) -> [String: JSONValue] {
    guard case .object(let values) = try kind == .object ? JSONValue(from: &self) : .null else {
      throw mismatch("an object")
    }
    return values
  }
}
