/// What Keras' `get_config()` returns for an ``Adam`` or an ``AdamW``: the arguments as plain values.
///
/// Encoding it writes that dictionary with Keras' keys, and decoding reads it: an absent key has Keras' default
/// (for `weight_decay` that of Adam, null), and an unknown key or a value of another type is an
/// ``OptimizerError`` that names the key. ``OptimizerConfiguration`` is the same with the class beside it
/// (rule R-CONFIG-1).
public struct AdamConfiguration: Hashable, Sendable {
  /// Keras' `name`.
  public var name = "adam"
  /// Keras' `learning_rate`; a number is the float32 that the optimizer holds (rule R-CONFIG-2).
  public var learningRate = LearningRateConfiguration.constant(Double(0.001 as Float))
  /// Keras' `weight_decay`.
  public var weightDecay: Double?
  /// Keras' `beta_1`.
  public var beta1 = 0.9
  /// Keras' `beta_2`.
  public var beta2 = 0.999
  /// Keras' `epsilon`.
  public var epsilon = 1e-7
  /// Keras' `amsgrad`.
  public var amsgrad = false
  /// Keras' `clipnorm`.
  public var clipNorm: Double?
  /// Keras' `clipvalue`.
  public var clipValue: Double?
  /// Keras' `global_clipnorm`.
  public var globalClipNorm: Double?
  /// Keras' `use_ema`.
  public var useEMA = false
  /// Keras' `ema_momentum`.
  public var emaMomentum = 0.99
  /// Keras' `ema_overwrite_frequency`.
  public var emaOverwriteFrequency: Int?
  /// Keras' `loss_scale_factor`.
  public var lossScaleFactor: Double?
  /// Keras' `gradient_accumulation_steps`.
  public var gradientAccumulationSteps: Int?

  /// The configuration of Keras' `Adam()`.
  public init() {}
}

extension AdamConfiguration: Codable {
  private static let known: Set = [
    "name", "learning_rate", "weight_decay", "clipnorm", "global_clipnorm", "clipvalue", "use_ema",
    "ema_momentum", "ema_overwrite_frequency", "loss_scale_factor", "gradient_accumulation_steps", "beta_1",
    "beta_2", "epsilon", "amsgrad",
  ]

  public init(from decoder: any Decoder) throws {
    let fields = try ConfigurationFields(decoder, of: "The optimizer", known: Self.known)
    name = try fields.text("name", default: name)
    learningRate = try fields.value(
      "learning_rate", default: learningRate, as: "a number or a serialized schedule")
    weightDecay = try fields.optionalNumber("weight_decay")
    beta1 = try fields.number("beta_1", default: beta1)
    beta2 = try fields.number("beta_2", default: beta2)
    epsilon = try fields.number("epsilon", default: epsilon)
    amsgrad = try fields.flag("amsgrad", default: amsgrad)
    clipNorm = try fields.optionalNumber("clipnorm")
    clipValue = try fields.optionalNumber("clipvalue")
    globalClipNorm = try fields.optionalNumber("global_clipnorm")
    useEMA = try fields.flag("use_ema", default: useEMA)
    emaMomentum = try fields.number("ema_momentum", default: emaMomentum)
    emaOverwriteFrequency = try fields.optionalInteger("ema_overwrite_frequency")
    lossScaleFactor = try fields.optionalNumber("loss_scale_factor")
    gradientAccumulationSteps = try fields.optionalInteger("gradient_accumulation_steps")
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: ConfigurationKey.self)
    try container.write(name, "name")
    try container.write(learningRate, "learning_rate")
    try container.write(weightDecay, "weight_decay")
    try container.write(clipNorm, "clipnorm")
    try container.write(globalClipNorm, "global_clipnorm")
    try container.write(clipValue, "clipvalue")
    try container.write(useEMA, "use_ema")
    try container.write(emaMomentum, "ema_momentum")
    try container.write(emaOverwriteFrequency, "ema_overwrite_frequency")
    try container.write(lossScaleFactor, "loss_scale_factor")
    try container.write(gradientAccumulationSteps, "gradient_accumulation_steps")
    try container.write(beta1, "beta_1")
    try container.write(beta2, "beta_2")
    try container.write(epsilon, "epsilon")
    try container.write(amsgrad, "amsgrad")
  }
}
