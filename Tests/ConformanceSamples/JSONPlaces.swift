package import Conformance
import VectorFiles

/// An object somewhere in a JSON value.
package struct JSONPlace {
  package let path: String
  package let with: @Sendable (_ change: (inout [String: JSONValue]) -> Void) -> JSONValue

  /// The whole value with one more field in the object.
  package func with(adding field: String) -> JSONValue { with { $0[field] = .number(1) } }
}

extension JSONValue {
  /// All objects in the value.
  package func objects(
    path: String = "",
    whole: @escaping @Sendable (JSONValue) -> JSONValue = { $0 }
  ) -> [JSONPlace] {
    switch self {
    case .object(let fields):
      let here = JSONPlace(path: path) { change in
        var fields = fields
        change(&fields)
        return whole(.object(fields))
      }
      return [here]
        + fields.flatMap { key, value in
          value.objects(path: path.isEmpty ? key : "\(path).\(key)") { changed in
            whole(.object(fields.merging([key: changed]) { $1 }))
          }
        }
    case .array(let elements):
      return elements.indices.flatMap { index in
        elements[index].objects(path: "\(path)[\(index)]") { changed in
          var elements = elements
          elements[index] = changed
          return whole(.array(elements))
        }
      }
    case .null, .bool, .number, .string:
      return []
    }
  }

  /// Removes the field at a path such as `variables[0].name`.
  package mutating func remove(_ path: String) {
    let end = path.lastIndex(of: ".")
    let parent = end.map { String(path[..<$0]) } ?? ""
    let field = end.map { String(path[path.index(after: $0)...]) } ?? path
    guard let place = objects().first(where: { $0.path == parent }) else { return }
    self = place.with { $0[field] = nil }
  }
}
