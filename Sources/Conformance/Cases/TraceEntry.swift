public import ExactJSON

/// The intermediate quantities of one `apply` that updates, by the names of the specification.
public struct TraceEntry: Hashable, Sendable {
  /// A quantity that the variables of a type share: a number in that type.
  public enum Scalar: String, JSONKey, CustomStringConvertible {
    case learningRate = "learning_rate"
    /// `beta_1` to the power of the step number.
    case beta1Power = "beta_1_power"
    /// `beta_2` to the power of the step number.
    case beta2Power = "beta_2_power"
    /// The step size, corrected for bias.
    case alpha

    package static let names = JSONNames<Self>()

    public var description: String { rawValue }
  }

  /// A quantity of one variable, in the order in which a step computes them.
  public enum Quantity: String, JSONKey, CustomStringConvertible {
    /// The gradient, divided by the loss scale factor.
    case gradientUnscaled = "gradient_unscaled"
    /// The mean of the accumulated gradients.
    case gradientMean = "gradient_mean"
    /// The norm by which the gradient is clipped: its own, or that of all gradients.
    case norm
    /// The gradient after clipping.
    case gradientClipped = "gradient_clipped"
    /// The variable after weight decay.
    case decayed
    /// The momentum after this step.
    case momentum
    /// The velocity after this step.
    case velocity
    /// The largest velocity after this step.
    case velocityHat = "velocity_hat"
    /// What the step subtracts from the variable.
    case update
    /// The variable after the Adam update.
    case updated
    /// The moving average after this step.
    case average
    /// The variable after the average has overwritten it.
    case overwritten
    /// The variable after its constraint.
    case constrained

    package static let names = JSONNames<Self>()

    public var description: String { rawValue }

    /// Whether the quantity is computed in the type of the gradient, before its cast to that of the variable.
    package var isOfGradient: Bool {
      switch self {
      case .gradientUnscaled, .gradientMean, .norm, .gradientClipped: true
      default: false
      }
    }
  }

  /// The index of the event in the script.
  public var event: Int
  /// The shared quantities, in each type among the variables that were updated.
  public var scalars: [Scalar: [DType: Tensor]]
  /// The quantities that exist in this step of each variable, or nil for a variable that has none.
  public var variables: [[Quantity: Tensor]?]

  public init(event: Int, scalars: [Scalar: [DType: Tensor]], variables: [[Quantity: Tensor]?]) {
    self.event = event
    self.scalars = scalars
    self.variables = variables
  }
}
