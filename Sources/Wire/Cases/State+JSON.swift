import Conformance
import ExactJSON

extension State {
  private enum Key: String, JSONKey {
    case iterations, slots
    case learningRate = "learning_rate"
    case lossScale = "loss_scale"
    case stepCounter = "step_counter"

    static let names = JSONNames<Self>()
  }

  /// Reads the state of an optimizer of these variables.
  init(from json: inout JSONReader, of variables: [Variable]) throws(JSONError) {
    self.init()
    try json.object { (json, key: Key) throws(JSONError) in
      if key != .slots, try json.takeNull() { return }
      switch key {
      case .iterations: iterations = try json.integer()
      case .learningRate: learningRate = try json.tensor(of: .float32)
      case .lossScale: lossScale = try json.tensor(of: .float32)
      case .stepCounter: stepCounter = try json.integer()
      case .slots:
        try json.object { (json, slot: Slot) throws(JSONError) in
          slots[slot] = try json.tensorsOrNulls(of: variables)
        }
      }
    }
  }

  func write(to json: inout JSONWriter, as encoding: TensorEncoding) {
    json.object { json in
      if let iterations {
        json.key(Key.iterations)
        json.integer(iterations)
      }
      if let learningRate {
        json.key(Key.learningRate)
        learningRate.write(to: &json, as: encoding)
      }
      if let lossScale {
        json.key(Key.lossScale)
        lossScale.write(to: &json, as: encoding)
      }
      json.key(Key.slots)
      json.object { json in
        for (slot, tensors) in slots.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
          json.key(slot)
          json.list(tensors) { json, tensor in
            if let tensor { tensor.write(to: &json, as: encoding) } else { json.null() }
          }
        }
      }
      if let stepCounter {
        json.key(Key.stepCounter)
        json.integer(stepCounter)
      }
    }
  }
}
