public import ExactJSON

/// The state of an optimizer: what it starts from, or what it has after the last event.
///
/// Every part is optional: a port reports what it has.
public struct State: Hashable, Sendable {
  /// A kind of slot: one tensor for each variable.
  public enum Slot: String, JSONKey, CustomStringConvertible {
    /// The exponential moving average of the gradients.
    case momentum
    /// The exponential moving average of the squared gradients.
    case velocity
    /// The largest velocity so far, with `amsgrad`.
    case velocityHat = "velocity_hat"
    /// The moving average of the variable, with `use_ema`.
    case average
    /// The sum of the gradients so far, with gradient accumulation.
    case gradientAccumulator = "gradient_accumulator"

    package static let names = JSONNames<Self>()

    public var description: String { rawValue }
  }

  /// The raw number of `apply` calls.
  public var iterations: Int?
  /// The learning rate variable, a float32 of one element.
  public var learningRate: Tensor?
  /// The slots that exist, each with one tensor for each variable, or nil where a variable has none.
  public var slots: [Slot: [Tensor?]]
  /// The scale of a ``LossScaleOptimizer``, a float32 of one element.
  public var lossScale: Tensor?
  /// The number of finite steps since a ``LossScaleOptimizer`` last changed the scale.
  public var stepCounter: Int?

  /// A state of these parts.
  public init(
    iterations: Int? = nil,
    learningRate: Tensor? = nil,
    slots: [Slot: [Tensor?]] = [:],
    lossScale: Tensor? = nil,
    stepCounter: Int? = nil
  ) {
    self.iterations = iterations
    self.learningRate = learningRate
    self.slots = slots
    self.lossScale = lossScale
    self.stepCounter = stepCounter
  }
}

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
