import Conformance
import ExactJSON

extension Event {
  private enum Key: String, JSONKey {
    case apply, finalize, checkpoint
    case applyReplicas = "apply_replicas"
    case learningRate = "learning_rate"

    static let names = JSONNames<Self>()
  }

  /// Reads an event on these variables.
  init(from json: inout JSONReader, on variables: [Variable]) throws(JSONError) {
    var event: Event?
    var count = 0
    try json.object { (json, key: Key) throws(JSONError) in
      count += 1
      event = try Event(key, from: &json, on: variables)
    }
    guard let event, count == 1 else { throw .malformed("an event has one field, not \(count)") }
    self = event
  }

  private init(_ key: Key, from json: inout JSONReader, on variables: [Variable]) throws(JSONError) {
    switch key {
    case .apply: self = .apply(try [Gradient](from: &json, of: variables))
    case .applyReplicas:
      self = .applyReplicas(
        try json.array { (json) throws(JSONError) in try [Gradient](from: &json, of: variables) })
    case .learningRate: self = .learningRate(try json.double())
    case .finalize, .checkpoint:
      guard try json.flag() else { throw .malformed("false; an event that is not to happen is left out") }
      self = key == .finalize ? .finalize : .checkpoint
    }
  }

  /// Writes the event, whose gradients are of these variables.
  func write(to json: inout JSONWriter, on variables: [Variable], as encoding: TensorEncoding) {
    json.object { json in
      switch self {
      case .apply(let gradients):
        json.key(Key.apply)
        gradients.write(to: &json, of: variables, as: encoding)
      case .applyReplicas(let replicas):
        json.key(Key.applyReplicas)
        json.list(replicas) { $1.write(to: &$0, of: variables, as: encoding) }
      case .learningRate(let value):
        json.key(Key.learningRate)
        json.number(value)
      case .finalize:
        json.key(Key.finalize)
        json.flag(true)
      case .checkpoint:
        json.key(Key.checkpoint)
        json.flag(true)
      }
    }
  }
}

extension [Gradient] {
  fileprivate init(from json: inout JSONReader, of variables: [Variable]) throws(JSONError) {
    self = []
    try json.list { (json) throws(JSONError) in
      append(try Gradient(from: &json, for: variables.gradientDType(at: count)))
    }
  }

  fileprivate func write(to json: inout JSONWriter, of variables: [Variable], as encoding: TensorEncoding) {
    json.list(enumerated()) { json, gradient in
      gradient.element.write(to: &json, for: variables.gradientDType(at: gradient.offset), as: encoding)
    }
  }
}

extension [Variable] {
  /// The type of a gradient that does not state its own: its variable's, or float32 if there is none.
  fileprivate func gradientDType(at index: Int) -> DType { index < count ? self[index].dtype : .float32 }
}
