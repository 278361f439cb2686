/// How a tensor is written on the wire.
public enum TensorEncoding: String, Codable, Sendable {
  /// One string of fixed-width big-endian lower-case hexadecimal.
  case hexadecimal = "hex"
  /// An array of JSON numbers and of the strings `nan`, `inf` and `-inf`.
  case decimal
}

/// A tensor as it stands in JSON, before its type is known.
package enum WireTensor: Codable {
  case hexadecimal(String)
  case decimal([DecimalElement])

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      self = .hexadecimal(text)
    } else {
      self = .decimal(try container.decode([DecimalElement].self))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .hexadecimal(let text): try container.encode(text)
    case .decimal(let elements): try container.encode(elements)
    }
  }

  /// The tensor, if its elements are of this type.
  package func tensor(of dtype: DType) throws -> Tensor {
    switch self {
    case .hexadecimal(let text): try Tensor(dtype, hexadecimal: text)
    case .decimal(let elements): Tensor(dtype, bits: elements.map { dtype.bits(nearestTo: $0.value) })
    }
  }
}

extension Tensor {
  package func wire(_ encoding: TensorEncoding) -> WireTensor {
    switch encoding {
    case .hexadecimal: .hexadecimal(hexadecimal)
    case .decimal: .decimal(values.map(DecimalElement.init))
    }
  }
}

/// One element in the encoding `decimal`.
///
/// Every number is printed as a double, which each of the types converts to without loss. JSON has no NaN and
/// no infinity, and its usual readers take `-0` for an integer: see ``JSONLine`` for what is done about that.
package struct DecimalElement: Codable {
  package let value: Double

  package init(_ value: Double) { self.value = value }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Double.self) {
      value = number
      return
    }
    switch try container.decode(String.self) {
    case "nan": value = .nan
    case "inf": value = .infinity
    case "-inf": value = -.infinity
    case let text:
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "'\(text)' is neither a number nor 'nan', 'inf' or '-inf'"
      )
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if value.isNaN {
      try container.encode("nan")
    } else if value.isInfinite {
      try container.encode(value < 0 ? "-inf" : "inf")
    } else if value.sign == .minus && value.isZero {
      try container.encode(JSONLine.negativeZero)
    } else {
      try container.encode(value)
    }
  }
}
