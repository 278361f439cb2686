import Conformance
import ConformanceSamples
import Foundation

/// A JSON Schema, as much as the schema of reports needs of it. It writes down which of its properties documents had,
/// and which they left out.
struct Schema {
  private let root: JSONValue
  /// What documents have that the schema does not allow, and what of the schema this type does not understand.
  private(set) var problems: [String] = []
  private var present: Set<String> = []
  private var absent: Set<String> = []

  /// Reads a schema of the vectors' folder.
  init(named name: String) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../../Vectors/schema")
    root = try JSONValue.reading(String(contentsOf: folder.appending(path: name), encoding: .utf8))
  }

  /// Compares a document with the schema.
  mutating func check(_ document: JSONValue) { check(document, root, "#", at: "") }

  /// The properties that no document had.
  var unwritten: [String] { properties.subtracting(present).sorted() }

  /// The properties that every document had, although the schema does not require them.
  var neverLeftOut: [String] {
    var required: Set<String> = []
    walk { place, schema in required.formUnion(schema.strings("required").map { "\(place)/\($0)" }) }
    return properties.subtracting(required).subtracting(absent).sorted()
  }

  private var properties: Set<String> {
    var properties: Set<String> = []
    walk { place, schema in properties.formUnion(schema.fields("properties").map { "\(place)/\($0.key)" }) }
    return properties
  }

  /// Visits the schema and all that it holds.
  private func walk(_ visit: (_ place: String, _ schema: JSONValue) -> Void) {
    func walk(_ schema: JSONValue, _ place: String) {
      visit(place, schema)
      for key in ["properties", "$defs"] {
        for (name, inner) in schema.fields(key) {
          walk(inner, key == "$defs" ? "#/$defs/\(name)" : "\(place)/\(name)")
        }
      }
      for key in ["items", "additionalProperties"] { schema[key].map { walk($0, "\(place)/\(key)") } }
    }
    walk(root, "#")
  }

  private mutating func check(_ value: JSONValue, _ schema: JSONValue, _ place: String, at path: String) {
    guard case .object(let keywords) = schema else { return problems.append("\(place) is no schema") }
    for (keyword, rule) in keywords {
      switch (keyword, rule) {
      case ("$ref", .string(let reference)):
        let definition = root["$defs"]?[String(reference.dropFirst("#/$defs/".count))] ?? .null
        check(value, definition, reference, at: path)
      case ("type", .string(let type)):
        if !value.isOf(type) { problems.append("\(path) is no \(type)") }
      case ("type", .array(let types)):
        if !types.contains(where: value.isOf) { problems.append("\(path) is none of the types of \(place)") }
      case ("const", _): if value != rule { problems.append("\(path) is not constant") }
      case ("enum", _):
        if !rule.elements.contains(value) { problems.append("\(path) is none of \(place)") }
      case ("minimum", .number(let minimum)):
        if case .number(let number) = value, number < minimum { problems.append("\(path) is too small") }
      case ("minProperties", .number(let count)):
        if Double(value.fields.count) < count { problems.append("\(path) has too few fields") }
      case ("maxProperties", .number(let count)):
        if Double(value.fields.count) > count { problems.append("\(path) has too many fields") }
      case ("items", _):
        for (index, element) in value.elements.enumerated() {
          check(element, rule, "\(place)/items", at: "\(path)[\(index)]")
        }
      case ("additionalProperties", _):
        for (name, field) in value.fields {
          check(field, rule, "\(place)/additionalProperties", at: "\(path).\(name)")
        }
      case ("properties", _): checkFields(of: value, schema, place, at: path)
      case ("required", _) where value != .null:
        for name in schema.strings("required") where value[name] == nil {
          problems.append("\(path) has no \(name)")
        }
      case ("required", _), ("$schema", _), ("$id", _), ("$defs", _), ("title", _), ("description", _): break
      default: problems.append("\(place) has \(keyword), which is not understood")
      }
    }
  }

  private mutating func checkFields(
    of value: JSONValue, _ schema: JSONValue, _ place: String, at path: String
  ) {
    let known = schema.fields("properties")
    for name in value.fields.keys where known[name] == nil {
      problems.append("\(path) has \(name), which \(place) has not")
    }
    for (name, inner) in known {
      guard let field = value[name] else {
        absent.insert("\(place)/\(name)")
        continue
      }
      present.insert("\(place)/\(name)")
      check(field, inner, "\(place)/\(name)", at: "\(path).\(name)")
    }
  }
}

extension JSONValue {
  fileprivate var fields: [String: JSONValue] { if case .object(let fields) = self { fields } else { [:] } }

  fileprivate func fields(_ key: String) -> [String: JSONValue] { self[key]?.fields ?? [:] }

  fileprivate func strings(_ key: String) -> [String] {
    self[key]?.elements.compactMap { if case .string(let text) = $0 { text } else { nil } } ?? []
  }

  fileprivate func isOf(_ type: JSONValue) -> Bool {
    if case .string(let name) = type { isOf(name) } else { false }
  }

  fileprivate func isOf(_ type: String) -> Bool {
    switch (type, self) {
    case ("object", .object), ("array", .array), ("string", .string), ("boolean", .bool), ("number", .number),
      ("null", .null):
      true
    case ("integer", .number(let number)): number == number.rounded()
    default: false
    }
  }
}
