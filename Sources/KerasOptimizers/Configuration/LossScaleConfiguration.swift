/// What Keras' `get_config()` returns for a ``LossScaleOptimizer``.
public struct LossScaleConfiguration: Hashable, Sendable {
  /// Keras' `name`, which begins the paths of the optimizer's own variables.
  public var name = "loss_scale_optimizer"
  /// Keras' `inner_optimizer`, an ``Adam`` or an ``AdamW``.
  public var inner: OptimizerConfiguration
  /// Keras' `initial_scale`: that of the first step, not the present one.
  public var initialScale = 32768.0
  /// Keras' `dynamic_growth_steps`: after how many steps with finite gradients the scale is doubled.
  public var dynamicGrowthSteps = 2000

  /// The configuration of Keras' `LossScaleOptimizer(inner)`.
  public init(inner: OptimizerConfiguration) { self.inner = inner }
}

extension LossScaleConfiguration: Codable {
  private static let known: Set = ["name", "inner_optimizer", "initial_scale", "dynamic_growth_steps"]

  /// What Keras before 3.12 wrote too, without any effect: like Keras, this reads the defaults only.
  private static let withoutEffect = [
    "weight_decay", "clipnorm", "global_clipnorm", "clipvalue", "use_ema", "ema_momentum",
    "ema_overwrite_frequency", "loss_scale_factor", "gradient_accumulation_steps",
  ]

  public init(from decoder: any Decoder) throws {
    let fields = try ConfigurationFields(
      decoder, of: "LossScaleOptimizer", known: Self.known.union(Self.withoutEffect))
    for key in Self.withoutEffect where !(try fields.isNull(key)) {
      let isDefault =
        switch key {
        case "use_ema": try fields.flag(key) == AdamConfiguration().useEMA
        case "ema_momentum": try fields.number(key) == AdamConfiguration().emaMomentum
        default: false
        }
      guard isDefault else {
        throw OptimizerError.invalid(
          key, "A LossScaleOptimizer has no such argument; the inner optimizer has.")
      }
    }
    inner = try fields.value("inner_optimizer", as: "a serialized optimizer")
    if case .lossScale = inner {
      throw OptimizerError.invalid("inner_optimizer", "It must be Adam or AdamW.")
    }
    name = try fields.text("name", default: name)
    initialScale = try fields.number("initial_scale", default: initialScale)
    dynamicGrowthSteps = try fields.value(
      "dynamic_growth_steps", default: dynamicGrowthSteps, as: "a whole number")
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: ConfigurationKey.self)
    try container.write(name, "name")
    try container.write(inner, "inner_optimizer")
    try container.write(initialScale, "initial_scale")
    try container.write(dynamicGrowthSteps, "dynamic_growth_steps")
  }
}

extension LossScaleOptimizer {
  /// The optimizer's arguments and those of the inner optimizer. Corresponds to Keras' `get_config`.
  ///
  /// - Throws: As ``Adam/configuration``.
  public var configuration: OptimizerConfiguration {
    get throws(OptimizerError) {
      var config = LossScaleConfiguration(inner: try inner.configuration)
      config.name = name
      config.initialScale = initialScale
      config.dynamicGrowthSteps = dynamicGrowthSteps
      return .lossScale(config)
    }
  }

  /// A ``LossScaleOptimizer`` with these arguments around an optimizer with its. Corresponds to Keras'
  /// `LossScaleOptimizer.from_config`.
  ///
  /// - Throws: What the inner optimizer's initializer throws; with argument `inner_optimizer` if that is not an
  ///   ``Adam`` or ``AdamW``.
  ///
  /// The inner optimizer's steps are in this profile, or in that of its arguments if it is nil.
  public convenience init(
    _ config: LossScaleConfiguration, in profile: Profile? = nil
  ) throws(OptimizerError) {
    guard let inner = try config.inner.makeOptimizer(in: profile) as? Adam else {
      throw .invalid("inner_optimizer", "It must be Adam or AdamW.")
    }
    self.init(
      inner, initialScale: config.initialScale, dynamicGrowthSteps: config.dynamicGrowthSteps,
      name: config.name)
  }
}
