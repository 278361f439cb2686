import Conformance
import ExactJSON

extension Gradient {
  private enum Key: String, JSONKey {
    case dtype, indices, data

    static let names = JSONNames<Self>()
  }

  /// Reads a gradient for a variable of a type.
  init(from json: inout JSONReader, for variable: DType) throws(JSONError) {
    switch json.kind {
    case .null:
      _ = try json.takeNull()
      self = .missing
    case .object:
      var dtype: DType?
      var indices: [Int]?
      var data: JSONReader.Place?
      try json.object { (json, key: Key) throws(JSONError) in
        switch key {
        case .dtype: dtype = try json.optional { (json) throws(JSONError) in try json.choice() }
        case .indices: indices = try json.optional { (json) throws(JSONError) in try json.integers() }
        case .data: data = try json.passOver()
        }
      }
      guard let data else { throw .missing("data") }
      let tensor = try json.read(data, in: "data") { (json) throws(JSONError) in
        try json.tensor(of: dtype ?? variable)
      }
      self = indices.map { .rows(indices: $0, values: tensor) } ?? .dense(tensor)
    default: self = .dense(try json.tensor(of: variable))
    }
  }

  /// Writes the gradient for a variable of a type.
  func write(to json: inout JSONWriter, for variable: DType, as encoding: TensorEncoding) {
    switch self {
    case .missing: json.null()
    case .dense(let tensor) where tensor.dtype == variable: tensor.write(to: &json, as: encoding)
    case .dense(let tensor): write(tensor, rows: nil, to: &json, for: variable, as: encoding)
    case .rows(let rows, let tensor): write(tensor, rows: rows, to: &json, for: variable, as: encoding)
    }
  }

  private func write(
    _ tensor: Tensor, rows: [Int]?, to json: inout JSONWriter, for variable: DType,
    as encoding: TensorEncoding
  ) {
    json.object { json in
      json.key(Key.data)
      tensor.write(to: &json, as: encoding)
      if tensor.dtype != variable {
        json.key(Key.dtype)
        json.string(tensor.dtype.rawValue)
      }
      if let rows {
        json.key(Key.indices)
        json.list(rows) { $0.integer($1) }
      }
    }
  }
}
