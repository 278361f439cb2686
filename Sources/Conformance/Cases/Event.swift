/// One event of a case's script.
public enum Event: Hashable, Sendable {
  /// `optimizer.apply`, with one gradient for each variable.
  case apply([Gradient])
  /// `optimizer.apply` on several replicas at once, with one list of gradients for each.
  case applyReplicas([[Gradient]])
  /// Assigns the learning rate, or sets what the callable returns from now on.
  case learningRate(Double)
  /// `optimizer.finalize_variable_values`.
  case finalize
  /// Saves the state, builds a new optimizer from the saved configuration, loads the state, and goes on.
  case checkpoint

  /// The gradients that the event applies: one list for each replica.
  public var gradients: [[Gradient]] {
    switch self {
    case .apply(let gradients): [gradients]
    case .applyReplicas(let replicas): replicas
    case .learningRate, .finalize, .checkpoint: []
    }
  }
}

extension Event {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case apply, finalize, checkpoint
    case applyReplicas = "apply_replicas"
    case learningRate = "learning_rate"
  }

  /// Reads an event on these variables.
  init(from decoder: any Decoder, variables: [Variable]) throws {
    let fields = try Fields<CodingKeys>(of: decoder)
    guard fields.allKeys.count == 1, let key = fields.allKeys.first else {
      throw DecodingError.malformed(decoder.codingPath, "an event has one field, not \(fields.allKeys.count)")
    }
    switch key {
    case .apply:
      self = .apply(try Self.gradients(in: fields.list(forKey: key), variables: variables))
    case .applyReplicas:
      var lists = try fields.list(forKey: key)
      var replicas: [[Gradient]] = []
      while !lists.isAtEnd {
        replicas.append(try Self.gradients(in: lists.nestedUnkeyedContainer(), variables: variables))
      }
      self = .applyReplicas(replicas)
    case .learningRate:
      self = .learningRate(try fields.decode(Double.self, forKey: key))
    case .finalize, .checkpoint:
      guard try fields.decode(Bool.self, forKey: key) else {
        throw DecodingError.malformed(
          fields.codingPath + [key],
          "false; an event that is not to happen is left out"
        )
      }
      self = key == .finalize ? .finalize : .checkpoint
    }
  }

  private static func gradients(
    in list: any UnkeyedDecodingContainer,
    variables: [Variable]
  ) throws -> [Gradient] {
    var list = list
    var gradients: [Gradient] = []
    while !list.isAtEnd {
      let dtype = variables.gradientDType(at: gradients.count)
      gradients.append(try Gradient(from: list.superDecoder(), for: dtype))
    }
    return gradients
  }

  /// Writes the event, whose gradients are of these variables.
  package func encode(to encoder: any Encoder, variables: [Variable], as encoding: TensorEncoding) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    func write(_ gradients: [Gradient], to list: inout any UnkeyedEncodingContainer) throws {
      for (index, gradient) in gradients.enumerated() {
        try gradient.encode(to: list.superEncoder(), for: variables.gradientDType(at: index), as: encoding)
      }
    }
    switch self {
    case .apply(let gradients):
      var list: any UnkeyedEncodingContainer = fields.nestedUnkeyedContainer(forKey: .apply)
      try write(gradients, to: &list)
    case .applyReplicas(let replicas):
      var lists = fields.nestedUnkeyedContainer(forKey: .applyReplicas)
      for gradients in replicas {
        var list: any UnkeyedEncodingContainer = lists.nestedUnkeyedContainer()
        try write(gradients, to: &list)
      }
    case .learningRate(let value): try fields.encode(value, forKey: .learningRate)
    case .finalize: try fields.encode(true, forKey: .finalize)
    case .checkpoint: try fields.encode(true, forKey: .checkpoint)
    }
  }
}

extension [Variable] {
  /// The type of a gradient that does not state its own: its variable's, or float32 if there is none.
  fileprivate func gradientDType(at index: Int) -> DType { index < count ? self[index].dtype : .float32 }
}
