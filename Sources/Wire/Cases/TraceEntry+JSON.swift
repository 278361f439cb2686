import Conformance
import ExactJSON

extension TraceEntry {
  private enum Key: String, JSONKey {
    case event, variables
    case learningRate = "learning_rate"
    case beta1Power = "beta_1_power"
    case beta2Power = "beta_2_power"
    case alpha

    static let names = JSONNames<Self>()
  }

  private enum TypedTensorKey: String, JSONKey {
    case dtype, data

    static let names = JSONNames<Self>()
  }

  /// Reads the trace of an event of a case with these variables and this script.
  init(from json: inout JSONReader, variables: [Variable], script: [Event]) throws(JSONError) {
    var event: Int?
    var later: JSONReader.Place?
    var scalars: [Scalar: [DType: Tensor]] = [:]
    try json.object { (json, key: Key) throws(JSONError) in
      switch key {
      case .event: event = try json.integer()
      case .variables: later = try json.passOver()
      case .learningRate: scalars[.learningRate] = try Self.scalars(from: &json)
      case .beta1Power: scalars[.beta1Power] = try Self.scalars(from: &json)
      case .beta2Power: scalars[.beta2Power] = try Self.scalars(from: &json)
      case .alpha: scalars[.alpha] = try Self.scalars(from: &json)
      }
    }
    guard let event else { throw .missing("event") }
    guard script.indices.contains(event) else {
      throw .malformed("\(event), but the script has \(script.count) events", at: .name("event"))
    }
    guard let later else { throw .missing("variables") }
    let gradients = script[event].gradients.first ?? []
    var quantities: [[Quantity: Tensor]?] = []
    try json.read(later, in: "variables") { (json) throws(JSONError) in
      try json.list { (json) throws(JSONError) in
        let dtype = variables.dtype(at: quantities.count)
        let gradient = gradients.dtype(at: quantities.count) ?? dtype
        quantities.append(
          try json.takeNull() ? nil : Self.quantities(from: &json, variable: dtype, gradient: gradient))
      }
    }
    self.init(event: event, scalars: scalars, variables: quantities)
  }

  private static func scalars(from json: inout JSONReader) throws(JSONError) -> [DType: Tensor] {
    var tensors: [DType: Tensor] = [:]
    try json.object { (json, dtype: DType) throws(JSONError) in tensors[dtype] = try json.tensor(of: dtype) }
    return tensors
  }

  private static func quantities(
    from json: inout JSONReader, variable: DType, gradient: DType
  ) throws(JSONError) -> [Quantity: Tensor] {
    var quantities: [Quantity: Tensor] = [:]
    try json.object { (json, quantity: Quantity) throws(JSONError) in
      quantities[quantity] =
        try json.kind == .object
        ? typedTensor(from: &json)
        : json.tensor(of: quantity.isOfGradient ? gradient : variable)
    }
    return quantities
  }

  private static func typedTensor(from json: inout JSONReader) throws(JSONError) -> Tensor {
    var dtype: DType?
    var data: JSONReader.Place?
    try json.object { (json, key: TypedTensorKey) throws(JSONError) in
      switch key {
      case .dtype: dtype = try json.choice()
      case .data: data = try json.passOver()
      }
    }
    guard let dtype else { throw .missing("dtype") }
    guard let data else { throw .missing("data") }
    return try json.read(data, in: "data") { (json) throws(JSONError) in try json.tensor(of: dtype) }
  }
}

extension TraceEntry {
  func write(to json: inout JSONWriter, of testCase: Case, as encoding: TensorEncoding) {
    json.object { json in
      write(.alpha, as: Key.alpha, to: &json, encoding)
      write(.beta1Power, as: Key.beta1Power, to: &json, encoding)
      write(.beta2Power, as: Key.beta2Power, to: &json, encoding)
      json.key(Key.event)
      json.integer(event)
      write(.learningRate, as: Key.learningRate, to: &json, encoding)
      json.key(Key.variables)
      let gradients = testCase.script[event].gradients.first ?? []
      json.list(variables.enumerated()) { json, variable in
        guard let quantities = variable.element else { return json.null() }
        let dtype = testCase.variables.dtype(at: variable.offset)
        let gradient = gradients.dtype(at: variable.offset) ?? dtype
        json.object { json in
          for (quantity, tensor) in quantities.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            json.key(quantity)
            tensor.write(to: &json, as: encoding, known: quantity.isOfGradient ? gradient : dtype)
          }
        }
      }
    }
  }

  private func write(
    _ scalar: Scalar, as key: Key, to json: inout JSONWriter, _ encoding: TensorEncoding
  ) {
    guard let tensors = scalars[scalar] else { return }
    json.key(key)
    json.object { json in
      for (dtype, tensor) in tensors.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
        json.key(dtype)
        tensor.write(to: &json, as: encoding)
      }
    }
  }
}

extension Tensor {
  /// Writes the tensor, with its type unless that is the known one.
  fileprivate func write(to json: inout JSONWriter, as encoding: TensorEncoding, known: DType) {
    if dtype == known { return write(to: &json, as: encoding) }
    json.object { json in
      json.key("data")
      write(to: &json, as: encoding)
      json.key("dtype")
      json.string(dtype.rawValue)
    }
  }
}

extension [Gradient] {
  /// The type of a gradient, if there is one.
  fileprivate func dtype(at index: Int) -> DType? { indices.contains(index) ? self[index].dtype : nil }
}
