/// Every argument of Keras' `Adam` and `AdamW`: what it is called, what it does, what it is unless it is given, and
/// what of it is refused.
///
/// A learning rate and betas may be functions in an optimizer (``Adam/Arguments``), but only what can be written in
/// a configuration (``AdamConfiguration``); the rest is the same in both. Keras: the constructors in
/// `keras/src/optimizers/adam.py`, `adamw.py` and `base_optimizer.py`.
public struct AdamArguments<Rate: ExpressibleByFloatLiteral, Beta: ExpressibleByFloatLiteral> {
  /// Keras' `learning_rate`: a number, or a schedule; in an optimizer also a callable.
  public var learningRate: Rate
  /// Keras' `beta_1`: how much of the momentum an update keeps.
  public var beta1: Beta
  /// Keras' `beta_2`: how much of the velocity an update keeps.
  public var beta2: Beta
  /// Keras' `epsilon`: the paper's "epsilon hat", added to the root of the uncorrected velocity.
  public var epsilon: Double
  /// Keras' `amsgrad`: whether the largest velocity so far stands in for the velocity.
  public var amsgrad: Bool
  /// Keras' `weight_decay`: the fraction, times the learning rate, that a weight loses in an update; nil is no decay,
  /// which ``AdamW`` refuses.
  public var weightDecay: Double?
  /// Keras' `clipnorm`: the largest norm of one variable's gradient; off when nil, NaN, zero or below. At most one of
  /// the three clip arguments may be given, even if it is off.
  public var clipNorm: Double?
  /// Keras' `clipvalue`: the largest magnitude of a gradient's element; off when nil, NaN, zero or below.
  public var clipValue: Double?
  /// Keras' `global_clipnorm`: the largest norm of all gradients together; off when nil, NaN, zero or below.
  public var globalClipNorm: Double?
  /// Keras' `use_ema`: whether a moving average of the weights is kept.
  public var useEMA: Bool
  /// Keras' `ema_momentum`: how much of the average an `apply` keeps, in 0...1; not looked at without ``useEMA``.
  public var emaMomentum: Double
  /// Keras' `ema_overwrite_frequency`: after how many iterations the weights become their average; nil and 0
  /// are never. Not looked at without ``useEMA``.
  public var emaOverwriteFrequency: Int?
  /// Keras' `loss_scale_factor`: what the loss was multiplied by, and gradients are divided by; nil within a
  /// ``LossScaleOptimizer``.
  public var lossScaleFactor: Double?
  /// Keras' `gradient_accumulation_steps`: how many calls of `apply` make one update, 2 or more; nil and 0 are one.
  public var gradientAccumulationSteps: Int?
  /// Keras' `name`, which begins the paths of the optimizer's own variables. Keras numbers its default by the process
  /// since 3.15; here it is always `adam`, or `adamw`.
  public var name: String
  /// Where Keras would run the steps: no argument of Keras'.
  public var profile: Profile

  /// The given arguments and Keras' defaults for the rest: those of Keras' `Adam()` (rules R-DEFAULT-LEARNING-RATE,
  /// R-DEFAULT-BETA-1, R-DEFAULT-BETA-2, R-DEFAULT-EPSILON, R-DEFAULT-EMA-MOMENTUM and R-DEFAULT-OFF). Nothing is
  /// refused before an optimizer is made of them.
  public init(
    learningRate: Rate = 0.001, beta1: Beta = 0.9, beta2: Beta = 0.999, epsilon: Double = 1e-7,
    amsgrad: Bool = false, weightDecay: Double? = nil, clipNorm: Double? = nil, clipValue: Double? = nil,
    globalClipNorm: Double? = nil, useEMA: Bool = false, emaMomentum: Double = 0.99,
    emaOverwriteFrequency: Int? = nil, lossScaleFactor: Double? = nil, gradientAccumulationSteps: Int? = nil,
    name: String = "adam", profile: Profile = .eager
  ) {
    self.learningRate = learningRate
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.amsgrad = amsgrad
    self.weightDecay = weightDecay
    self.clipNorm = clipNorm
    self.clipValue = clipValue
    self.globalClipNorm = globalClipNorm
    self.useEMA = useEMA
    self.emaMomentum = emaMomentum
    self.emaOverwriteFrequency = emaOverwriteFrequency
    self.lossScaleFactor = lossScaleFactor
    self.gradientAccumulationSteps = gradientAccumulationSteps
    self.name = name
    self.profile = profile
  }

  /// The defaults of Keras' `AdamW()`, where they are others than Adam's (rule R-DEFAULT-WEIGHT-DECAY).
  public static var adamW: AdamArguments { AdamArguments(weightDecay: 0.004, name: "adamw") }

  /// The same arguments with a learning rate and betas of another kind.
  func with<R, B>(learningRate: R, beta1: B, beta2: B) -> AdamArguments<R, B> {
    AdamArguments<R, B>(
      learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon, amsgrad: amsgrad,
      weightDecay: weightDecay, clipNorm: clipNorm, clipValue: clipValue, globalClipNorm: globalClipNorm,
      useEMA: useEMA, emaMomentum: emaMomentum, emaOverwriteFrequency: emaOverwriteFrequency,
      lossScaleFactor: lossScaleFactor, gradientAccumulationSteps: gradientAccumulationSteps, name: name,
      profile: profile)
  }
}

extension AdamArguments: Equatable where Rate: Equatable, Beta: Equatable {}
extension AdamArguments: Hashable where Rate: Hashable, Beta: Hashable {}
extension AdamArguments: Sendable where Rate: Sendable, Beta: Sendable {}

extension AdamConfiguration {
  /// Each argument as an entry of the dictionary that Keras' `get_config` returns, in its order.
  static var entries: [ConfigurationEntry<Self>] {
    [
      .value("name", \.name, as: "a string"),
      .value("learning_rate", \.learningRate, as: "a number or a serialized schedule"),
      .optional("weight_decay", \.weightDecay, as: "a number or null"),
      .optional("clipnorm", \.clipNorm, as: "a number or null"),
      .optional("global_clipnorm", \.globalClipNorm, as: "a number or null"),
      .optional("clipvalue", \.clipValue, as: "a number or null"),
      .value("use_ema", \.useEMA, as: "true or false"),
      .value("ema_momentum", \.emaMomentum, as: "a number"),
      .optional("ema_overwrite_frequency", \.emaOverwriteFrequency, as: "a whole number or null"),
      .optional("loss_scale_factor", \.lossScaleFactor, as: "a number or null"),
      .optional("gradient_accumulation_steps", \.gradientAccumulationSteps, as: "a whole number or null"),
      .value("beta_1", \.beta1, as: "a number"),
      .value("beta_2", \.beta2, as: "a number"),
      .value("epsilon", \.epsilon, as: "a number"),
      .value("amsgrad", \.amsgrad, as: "true or false"),
    ]
  }
}
