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
