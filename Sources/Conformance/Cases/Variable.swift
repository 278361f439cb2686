/// A variable that the optimizer trains: its name, type, shape and value before the first event.
public struct Variable: Hashable, Sendable {
  /// The name, in which the patterns of an ``Exclusion`` are searched.
  public var name: String
  /// The extent of each dimension; empty for a scalar.
  public var shape: [Int]
  /// The value before the first event.
  public var data: Tensor
  /// A constraint that is applied after the step.
  public var constraint: Constraint?
  /// Whether the gradient is the variable's new value.
  public var overwriteWithGradient: Bool

  /// A variable.
  public init(
    name: String,
    shape: [Int],
    data: Tensor,
    constraint: Constraint? = nil,
    overwriteWithGradient: Bool = false
  ) {
    self.name = name
    self.shape = shape
    self.data = data
    self.constraint = constraint
    self.overwriteWithGradient = overwriteWithGradient
  }

  /// The type of the elements.
  public var dtype: DType { data.dtype }

  /// The number of elements.
  public var count: Int { data.count }
}

/// A constraint on a variable, by Keras' class name and configuration.
public struct Constraint: Hashable, Sendable, Codable {
  /// The class, such as `MaxNorm`.
  public var name: String
  /// The configuration, by Keras' names.
  public var config: [String: JSONValue]

  /// A constraint.
  public init(name: String, config: [String: JSONValue]) {
    self.name = name
    self.config = config
  }

  private enum CodingKeys: String, CodingKey, CaseIterable { case name, config }

  public init(from decoder: any Decoder) throws {
    let fields = try Fields<CodingKeys>(of: decoder)
    name = try fields.decode(String.self, forKey: .name)
    config = try fields.decodeIfPresent([String: JSONValue].self, forKey: .config) ?? [:]
  }
}

extension [Variable] {
  /// The type of what stands in place `index` of a list with one tensor for each variable.
  ///
  /// A list that is too long is read as if the last variable went on: to say that it is too long is the
  /// comparison's business.
  func dtype(at index: Int) -> DType {
    isEmpty ? .float32 : self[Swift.min(index, count - 1)].dtype
  }
}

extension Variable: Decodable {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case name, dtype, shape, data, constraint
    case overwriteWithGradient = "overwrite_with_gradient"
  }

  public init(from decoder: any Decoder) throws {
    let fields = try Fields<CodingKeys>(of: decoder)
    name = try fields.decode(String.self, forKey: .name)
    shape = try fields.decode([Int].self, forKey: .shape)
    data = try fields.tensor(.data, of: fields.decode(DType.self, forKey: .dtype))
    constraint = try fields.decodeIfPresent(Constraint.self, forKey: .constraint)
    overwriteWithGradient = try fields.decodeIfPresent(Bool.self, forKey: .overwriteWithGradient) ?? false

    guard shape.allSatisfy({ (0...Int(Int32.max)).contains($0) }) else {
      throw DecodingError.malformed(fields.codingPath + [CodingKeys.shape], "an extent is out of range")
    }
    let (size, isTooLarge) = shape.reduce((1, false)) { product, extent in
      let (size, overflow) = product.0.multipliedReportingOverflow(by: extent)
      return (size, product.1 || overflow)
    }
    guard !isTooLarge, data.count == size else {
      throw DecodingError.malformed(
        fields.codingPath + [CodingKeys.data],
        "\(data.count) elements, but the shape \(shape) has \(size)"
      )
    }
  }

  package func encode(to encoder: any Encoder, as encoding: TensorEncoding) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(name, forKey: .name)
    try fields.encode(dtype, forKey: .dtype)
    try fields.encode(shape, forKey: .shape)
    try fields.encode(data.wire(encoding), forKey: .data)
    try fields.encodeIfPresent(constraint, forKey: .constraint)
    if overwriteWithGradient { try fields.encode(true, forKey: .overwriteWithGradient) }
  }
}
