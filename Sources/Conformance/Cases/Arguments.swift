public import ExactJSON

/// The keyword arguments of Keras' constructor that a case gives.
///
/// What is not given has Keras' default, which is not the same as `None`: with `weight_decay` absent the decay
/// is 0.004, and `weight_decay` given as `None` is refused. ``given`` holds exactly what was given; the
/// properties named after the arguments fill in the defaults, and are nil, or false for a flag, where the argument
/// is `None` or of a type that it cannot have.
public struct Arguments: Hashable, Sendable {
  /// The name of an argument, in the order of Keras' signature.
  public enum Name: String, JSONKey, CustomStringConvertible {
    case learningRate = "learning_rate"
    case weightDecay = "weight_decay"
    /// The decay rate of the momentum.
    case beta1 = "beta_1"
    /// The decay rate of the velocity.
    case beta2 = "beta_2"
    /// The number added to the square root of the velocity.
    case epsilon
    /// Whether the largest velocity so far takes the velocity's place.
    case amsgrad
    /// The largest norm of a gradient.
    case clipnorm
    /// The largest magnitude of a gradient's element.
    case clipvalue
    /// The largest norm of all gradients together.
    case globalClipnorm = "global_clipnorm"
    /// Whether an exponential moving average of each variable is kept.
    case useEMA = "use_ema"
    /// The momentum of the moving average.
    case emaMomentum = "ema_momentum"
    /// The number of updates after which the averages overwrite the variables.
    case emaOverwriteFrequency = "ema_overwrite_frequency"
    /// The factor by which the loss was scaled.
    case lossScaleFactor = "loss_scale_factor"
    /// The number of steps whose gradients are averaged for one update.
    case gradientAccumulationSteps = "gradient_accumulation_steps"
    case name

    package static let names = JSONNames<Self>()

    public var description: String { rawValue }
  }

  public enum Value: Hashable, Sendable {
    /// Python's `None`.
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    /// A function without arguments that returns this number.
    case callable(Double)
    case schedule(Schedule)
  }

  /// What the case gives, `None` among it; what is absent has Keras' default.
  public var given: [Name: Value]

  public init(_ given: [Name: Value] = [:]) { self.given = given }

  /// Keras' defaults for AdamW: `keras/src/optimizers/adamw.py`.
  public static let defaults: [Name: Value] = Name.allCases.reduce(into: [:]) { $0[$1] = $1.defaultValue }

  /// The value of an argument, given or by default.
  public subscript(name: Name) -> Value { given[name] ?? name.defaultValue }
}

extension Arguments.Name {
  fileprivate var defaultValue: Arguments.Value {
    switch self {
    case .learningRate: .number(0.001)
    case .weightDecay: .number(0.004)
    case .beta1: .number(0.9)
    case .beta2: .number(0.999)
    case .epsilon: .number(1e-7)
    case .amsgrad, .useEMA: .flag(false)
    case .emaMomentum: .number(0.99)
    case .clipnorm, .clipvalue, .globalClipnorm, .emaOverwriteFrequency, .lossScaleFactor,
      .gradientAccumulationSteps:
      .null
    case .name: .text("adamw")
    }
  }
}

extension Arguments {
  public var learningRate: LearningRateSpecification? {
    switch self[.learningRate] {
    case .number(let value): .number(value)
    case .callable(let value): .callable(value)
    case .schedule(let schedule): .schedule(schedule)
    case .null, .flag, .text: nil
    }
  }

  public var weightDecay: Double? { number(.weightDecay) }
  public var beta1: NumberOrCallable? { numberOrCallable(.beta1) }
  public var beta2: NumberOrCallable? { numberOrCallable(.beta2) }
  public var epsilon: Double? { number(.epsilon) }
  public var amsgrad: Bool { self[.amsgrad] == .flag(true) }
  public var clipnorm: Double? { number(.clipnorm) }
  public var clipvalue: Double? { number(.clipvalue) }
  public var globalClipnorm: Double? { number(.globalClipnorm) }
  public var useEMA: Bool { self[.useEMA] == .flag(true) }
  public var emaMomentum: Double? { number(.emaMomentum) }
  /// `ema_overwrite_frequency`, which Keras refuses if it is no whole number.
  public var emaOverwriteFrequency: Double? { number(.emaOverwriteFrequency) }
  public var lossScaleFactor: Double? { number(.lossScaleFactor) }
  public var gradientAccumulationSteps: Double? { number(.gradientAccumulationSteps) }
  public var name: String? {
    if case .text(let text) = self[.name] { text } else { nil }
  }

  private func number(_ name: Name) -> Double? {
    if case .number(let value) = self[name] { value } else { nil }
  }

  private func numberOrCallable(_ name: Name) -> NumberOrCallable? {
    switch self[name] {
    case .number(let value): .number(value)
    case .callable(let value): .callable(value)
    case .null, .flag, .text, .schedule: nil
    }
  }
}
