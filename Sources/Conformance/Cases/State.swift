/// The state of an optimizer: what it starts from, or what it has after the last event.
///
/// Every part is optional: a port reports what it has.
public struct State: Hashable, Sendable {
  /// A kind of slot: one tensor for each variable.
  public enum Slot: String, CodingKey, Sendable, CaseIterable {
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
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case iterations, slots
    case learningRate = "learning_rate"
    case lossScale = "loss_scale"
    case stepCounter = "step_counter"
  }

  /// Reads the state of an optimizer of these variables.
  init(from decoder: any Decoder, variables: [Variable]) throws {
    let fields = try Fields<CodingKeys>(of: decoder)
    iterations = try fields.decodeIfPresent(Int.self, forKey: .iterations)
    learningRate = try fields.tensorIfPresent(.learningRate, of: .float32)
    lossScale = try fields.tensorIfPresent(.lossScale, of: .float32)
    stepCounter = try fields.decodeIfPresent(Int.self, forKey: .stepCounter)
    slots = [:]
    if fields.contains(.slots) {
      let lists = try Fields<Slot>(of: fields.decoder(forKey: .slots))
      for slot in lists.allKeys {
        slots[slot] = try lists.tensorsOrNulls(slot, of: variables)
      }
    }
  }

  package func encode(to encoder: any Encoder, as encoding: TensorEncoding) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encodeIfPresent(iterations, forKey: .iterations)
    try fields.encodeIfPresent(learningRate?.wire(encoding), forKey: .learningRate)
    try fields.encodeIfPresent(lossScale?.wire(encoding), forKey: .lossScale)
    try fields.encodeIfPresent(stepCounter, forKey: .stepCounter)
    var lists = fields.nestedContainer(keyedBy: Slot.self, forKey: .slots)
    for (slot, tensors) in slots {
      try lists.encode(tensors.map { $0?.wire(encoding) }, forKey: slot)
    }
  }
}
