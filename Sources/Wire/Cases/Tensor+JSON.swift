package import Conformance
package import ExactJSON

extension JSONReader {
  /// Reads a tensor of a type, in either encoding.
  package mutating func tensor(of dtype: DType) throws(JSONError) -> Tensor {
    switch kind {
    case .list:
      var bits: [UInt64] = []
      try list { (json) throws(JSONError) in bits.append(dtype.bits(nearestTo: try json.decimalElement())) }
      return Tensor(dtype, bits: bits)
    case .string:
      return try ascii { (digits) throws(JSONError) in
        do throws(TensorError) {
          return try Tensor(dtype, digits: digits)
        } catch {
          throw .malformed(error.description)
        }
      }
    case .number?, .flag?, .null?, .object?, nil: throw mismatch("a tensor")
    }
  }

  /// Reads one tensor for each variable.
  package mutating func tensors(of variables: [Variable]) throws(JSONError) -> [Tensor] {
    var tensors: [Tensor] = []
    tensors.reserveCapacity(variables.count)
    try list { (json) throws(JSONError) in
      tensors.append(try json.tensor(of: variables.dtype(at: tensors.count)))
    }
    return tensors
  }

  /// Reads one tensor for each variable, or null for a variable that has none.
  mutating func tensorsOrNulls(of variables: [Variable]) throws(JSONError) -> [Tensor?] {
    var tensors: [Tensor?] = []
    tensors.reserveCapacity(variables.count)
    try list { (json) throws(JSONError) in
      let dtype = variables.dtype(at: tensors.count)
      tensors.append(try json.takeNull() ? nil : json.tensor(of: dtype))
    }
    return tensors
  }

  /// Reads one element in the encoding `decimal`: JSON has no NaN and no infinity.
  private mutating func decimalElement() throws(JSONError) -> Double {
    guard kind == .string else { return try double() }
    switch try string() {
    case "nan": return .nan
    case "inf": return .infinity
    case "-inf": return -.infinity
    case let text: throw .malformed("'\(text)' is neither a number nor 'nan', 'inf' or '-inf'")
    }
  }
}

extension Tensor {
  /// Writes the tensor. Every decimal is printed as a double, which each of the types converts to without loss.
  package func write(to json: inout JSONWriter, as encoding: TensorEncoding) {
    switch encoding {
    case .hexadecimal: json.string(hexadecimal)
    case .decimal:
      json.list(values) { json, value in
        if value.isNaN {
          json.string("nan")
        } else if value.isInfinite {
          json.string(value < 0 ? "-inf" : "inf")
        } else {
          json.number(value)
        }
      }
    }
  }
}
