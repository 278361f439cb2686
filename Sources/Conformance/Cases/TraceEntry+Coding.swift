extension TraceEntry {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case event, variables
    case learningRate = "learning_rate"
    case beta1Power = "beta_1_power"
    case beta2Power = "beta_2_power"
    case alpha

    init(_ scalar: Scalar) {
      switch scalar {
      case .learningRate: self = .learningRate
      case .beta1Power: self = .beta1Power
      case .beta2Power: self = .beta2Power
      case .alpha: self = .alpha
      }
    }
  }

  private enum TypedTensorKeys: String, CodingKey, CaseIterable { case dtype, data }

  /// Reads the trace of an event of a case with these variables and this script.
  init(from decoder: any Decoder, variables: [Variable], script: [Event]) throws {
    let fields = try Fields<CodingKeys>(of: decoder)
    event = try fields.decode(Int.self, forKey: .event)
    guard script.indices.contains(event) else {
      throw DecodingError.malformed(
        fields.codingPath + [CodingKeys.event],
        "\(event), but the script has \(script.count) events"
      )
    }

    scalars = [:]
    for scalar in Scalar.allCases where fields.contains(CodingKeys(scalar)) {
      let types = try Fields<DType>(of: fields.decoder(forKey: CodingKeys(scalar)))
      scalars[scalar] = try types.allKeys.reduce(into: [:]) { $0[$1] = try types.tensor($1, of: $1) }
    }

    self.variables = []
    let gradients = script[event].gradients.first ?? []
    var list = try fields.list(forKey: .variables)
    while !list.isAtEnd {
      let index = self.variables.count
      if try list.decodeNil() {
        self.variables.append(nil)
        continue
      }
      let dtype = variables.dtype(at: index)
      self.variables.append(
        try Self.quantities(
          from: list.superDecoder(),
          variable: dtype,
          gradient: gradients.dtype(at: index) ?? dtype
        )
      )
    }
  }

  private static func quantities(
    from decoder: any Decoder,
    variable: DType,
    gradient: DType
  ) throws -> [Quantity: Tensor] {
    let fields = try Fields<Quantity>(of: decoder)
    return try fields.allKeys.reduce(into: [:]) { quantities, quantity in
      if let wire = try? fields.decode(WireTensor.self, forKey: quantity) {
        quantities[quantity] = try located(fields.codingPath + [quantity]) {
          try wire.tensor(of: quantity.isOfGradient ? gradient : variable)
        }
      } else {
        let typed = try Fields<TypedTensorKeys>(of: fields.decoder(forKey: quantity))
        quantities[quantity] = try typed.tensor(.data, of: typed.decode(DType.self, forKey: .dtype))
      }
    }
  }

  package func encode(to encoder: any Encoder, of testCase: Case, as encoding: TensorEncoding) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(event, forKey: .event)
    for (scalar, tensors) in scalars {
      var types = fields.nestedContainer(keyedBy: DType.self, forKey: CodingKeys(scalar))
      for (dtype, tensor) in tensors { try types.encode(tensor.wire(encoding), forKey: dtype) }
    }
    let gradients = testCase.script[event].gradients.first ?? []
    var list = fields.nestedUnkeyedContainer(forKey: .variables)
    for (index, quantities) in self.variables.enumerated() {
      guard let quantities else {
        try list.encodeNil()
        continue
      }
      let variable = testCase.variables.dtype(at: index)
      let gradient = gradients.dtype(at: index) ?? variable
      var object = list.nestedContainer(keyedBy: Quantity.self)
      for (quantity, tensor) in quantities {
        if tensor.dtype == (quantity.isOfGradient ? gradient : variable) {
          try object.encode(tensor.wire(encoding), forKey: quantity)
        } else {
          var typed = object.nestedContainer(keyedBy: TypedTensorKeys.self, forKey: quantity)
          try typed.encode(tensor.dtype, forKey: .dtype)
          try typed.encode(tensor.wire(encoding), forKey: .data)
        }
      }
    }
  }
}

extension [Gradient] {
  /// The type of a gradient, if there is one.
  fileprivate func dtype(at index: Int) -> DType? { indices.contains(index) ? self[index].dtype : nil }
}
