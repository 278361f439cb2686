import ExactJSON

/// The axes along which a constraint takes norms: Keras' `axis`.
public enum Axes: Hashable, Sendable {
  /// `None`: all of them.
  case all
  case one(Int)
  case several([Int])
}

extension Axes {
  init(from json: inout JSONReader) throws(JSONError) {
    switch json.kind {
    case .null:
      _ = try json.takeNull()
      self = .all
    case .list: self = .several(try json.integers())
    case .number: self = .one(try json.integer())
    default: throw json.mismatch("a whole number, a list of them, or null")
    }
  }

  var json: JSONValue {
    switch self {
    case .all: .null
    case .one(let axis): .number(Double(axis))
    case .several(let axes): .array(axes.map { .number(Double($0)) })
    }
  }
}
