import Conformance
import ExactJSON
import Wire

extension VectorFile {
  /// What stands before the cases.
  struct Header {
    let about: String
    let provenance: JSONValue
    let powers: [DType: [String: Tensor]]
    let inputs: [String: Inputs]

    private enum Key: String, JSONKey {
      case format, about, provenance, inputs, powers, cases

      static let names = JSONNames<Self>()
    }

    /// Reads a file of this format, of which only the cases are missing.
    init(from json: inout JSONReader) throws(JSONError) {
      var about: String?
      var provenance: JSONValue?
      var powers: [DType: [String: Tensor]] = [:]
      var inputs: [String: Inputs] = [:]
      try json.object { (json, key: Key) throws(JSONError) in
        switch key {
        case .format, .cases: try json.skip()
        case .about: about = try json.string()
        case .provenance: provenance = try JSONValue(from: &json)
        case .powers:
          try json.object { (json, dtype: DType) throws(JSONError) in
            powers[dtype] = try json.named { (json) throws(JSONError) in try json.tensor(of: dtype) }
          }
        case .inputs:
          inputs =
            try json.optional { (json) throws(JSONError) in
              try json.named(Inputs.init(from:))
            } ?? [:]
        }
      }
      guard let about else { throw .missing("about") }
      guard let provenance else { throw .missing("provenance") }
      self.about = about
      self.provenance = provenance
      self.powers = powers
      self.inputs = inputs
    }
  }
}

extension JSONReader {
  /// Reads an object of values of one kind, by their names.
  fileprivate mutating func named<Value>(
    _ value: (inout JSONReader) throws(JSONError) -> Value
  ) throws(JSONError) -> [String: Value] {
    var values: [String: Value] = [:]
    try object { (json, name) throws(JSONError) in
      if values[name] == nil { values[name] = try value(&json) } else { try json.skip() }
    }
    return values
  }
}
