public import ExactJSON

/// The keyword arguments of Keras' constructor that a case gives.
///
/// What is not given has Keras' default, which is not the same as `None`: with `weight_decay` absent the decay
/// is 0.004, and `weight_decay` given as `None` is refused. ``given`` holds exactly what was given; the
/// properties named after the arguments fill in the defaults, and are nil where the argument is `None`.
public struct Arguments: Hashable, Sendable {
  /// The name of an argument, in the order of Keras' signature.
  public enum Name: String, JSONKey, CustomStringConvertible {
    /// The learning rate.
    case learningRate = "learning_rate"
    /// The weight decay.
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
    /// The optimizer's name.
    case name

    package static let names = JSONNames<Self>()

    public var description: String { rawValue }
  }

  /// The value of an argument.
  public enum Value: Hashable, Sendable {
    /// Python's `None`.
    case null
    /// A truth value.
    case flag(Bool)
    /// A number.
    case number(Double)
    /// A string.
    case text(String)
    /// A function without arguments that returns this number.
    case callable(Double)
    /// One of Keras' schedules.
    case schedule(Schedule)
  }

  /// What was given.
  public var given: [Name: Value]

  /// Arguments of which these are given.
  public init(_ given: [Name: Value] = [:]) { self.given = given }

  /// Keras' defaults.
  public static let defaults: [Name: Value] = Name.allCases.reduce(into: [:]) { $0[$1] = $1.defaultValue }

  /// The value of an argument, given or by default.
  public subscript(name: Name) -> Value { given[name] ?? name.defaultValue }
}

extension Arguments.Name {
  /// Keras' default.
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
  /// `learning_rate`.
  public var learningRate: LearningRateSpecification? {
    switch self[.learningRate] {
    case .number(let value): .number(value)
    case .callable(let value): .callable(value)
    case .schedule(let schedule): .schedule(schedule)
    case .null, .flag, .text: nil
    }
  }

  /// `weight_decay`.
  public var weightDecay: Double? { number(.weightDecay) }
  /// `beta_1`.
  public var beta1: NumberOrCallable? { numberOrCallable(.beta1) }
  /// `beta_2`.
  public var beta2: NumberOrCallable? { numberOrCallable(.beta2) }
  /// `epsilon`.
  public var epsilon: Double? { number(.epsilon) }
  /// `amsgrad`.
  public var amsgrad: Bool { self[.amsgrad] == .flag(true) }
  /// `clipnorm`.
  public var clipnorm: Double? { number(.clipnorm) }
  /// `clipvalue`.
  public var clipvalue: Double? { number(.clipvalue) }
  /// `global_clipnorm`.
  public var globalClipnorm: Double? { number(.globalClipnorm) }
  /// `use_ema`.
  public var useEMA: Bool { self[.useEMA] == .flag(true) }
  /// `ema_momentum`.
  public var emaMomentum: Double? { number(.emaMomentum) }
  /// `ema_overwrite_frequency`, which Keras refuses if it is no whole number.
  public var emaOverwriteFrequency: Double? { number(.emaOverwriteFrequency) }
  /// `loss_scale_factor`.
  public var lossScaleFactor: Double? { number(.lossScaleFactor) }
  /// `gradient_accumulation_steps`.
  public var gradientAccumulationSteps: Double? { number(.gradientAccumulationSteps) }
  /// `name`.
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
