/// The gradient of one variable.
public enum Gradient: Hashable, Sendable {
  /// None: the variable is left out of the update.
  case missing
  /// A value for every element, in the variable's type or another.
  case dense(Tensor)
  /// Values for some rows of the variable.
  case rows(indices: [Int], values: Tensor)

  /// The type of the elements, if there are any.
  public var dtype: DType? {
    switch self {
    case .missing: nil
    case .dense(let tensor), .rows(_, let tensor): tensor.dtype
    }
  }
}

extension Gradient {
  private enum CodingKeys: String, CodingKey, CaseIterable { case dtype, indices, data }

  /// Reads a gradient for a variable of a type.
  init(from decoder: any Decoder, for dtype: DType) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .missing
    } else if let wire = try? container.decode(WireTensor.self) {
      self = .dense(try located(decoder.codingPath) { try wire.tensor(of: dtype) })
    } else {
      let fields = try Fields<CodingKeys>(of: decoder)
      let dtype = try fields.decodeIfPresent(DType.self, forKey: .dtype) ?? dtype
      let tensor = try fields.tensor(.data, of: dtype)
      let indices = try fields.decodeIfPresent([Int].self, forKey: .indices)
      self = indices.map { .rows(indices: $0, values: tensor) } ?? .dense(tensor)
    }
  }

  /// Writes the gradient for a variable of a type.
  package func encode(to encoder: any Encoder, for variable: DType, as encoding: TensorEncoding) throws {
    switch self {
    case .missing:
      var container = encoder.singleValueContainer()
      try container.encodeNil()
    case .dense(let tensor) where tensor.dtype == variable:
      try tensor.wire(encoding).encode(to: encoder)
    case .dense(let tensor):
      var fields = encoder.container(keyedBy: CodingKeys.self)
      try fields.encode(tensor.dtype, forKey: .dtype)
      try fields.encode(tensor.wire(encoding), forKey: .data)
    case .rows(let indices, let tensor):
      var fields = encoder.container(keyedBy: CodingKeys.self)
      if tensor.dtype != variable { try fields.encode(tensor.dtype, forKey: .dtype) }
      try fields.encode(indices, forKey: .indices)
      try fields.encode(tensor.wire(encoding), forKey: .data)
    }
  }
}
