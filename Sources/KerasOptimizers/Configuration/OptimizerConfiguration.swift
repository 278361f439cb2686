/// An optimizer's class and arguments: what `keras.optimizers.serialize` returns and `deserialize` takes.
///
/// Encoding it writes the dictionary that Keras 3.15 writes, `{"module": ..., "class_name": ..., "config": ...,
/// "registered_name": null}`; decoding reads that of every Keras 3 and of every backend (rule R-CONFIG-1).
/// Neither what was excluded from the weight decay nor any state is part of it, as in Keras.
public enum OptimizerConfiguration: Hashable, Sendable {
  case adam(AdamConfiguration)
  case adamW(AdamConfiguration)
  /// A ``LossScaleOptimizer`` around one of them.
  indirect case lossScale(LossScaleConfiguration)

  private static let module = "keras.optimizers"
}

extension OptimizerConfiguration: Codable {
  public init(from decoder: any Decoder) throws {
    let object = try SerializedObject(decoder)
    switch object.className {
    case "adam": self = .adam(try object.config())
    case "adamw":
      var config: AdamConfiguration = try object.config()
      let defaults = AdamConfiguration.adamW
      if !object.configContains("weight_decay") { config.weightDecay = defaults.weightDecay }
      if !object.configContains("name") { config.name = defaults.name }
      self = .adamW(config)
    case "lossscaleoptimizer": self = .lossScale(try object.config())
    default:
      throw OptimizerError.invalid(
        "class_name", "It must be Adam, AdamW or LossScaleOptimizer, not '\(object.className)'.")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .adam(let config):
      try SerializedObject.write(config, class: "Adam", module: Self.module, to: encoder)
    case .adamW(let config):
      try SerializedObject.write(config, class: "AdamW", module: Self.module, to: encoder)
    case .lossScale(let config):
      try SerializedObject.write(config, class: "LossScaleOptimizer", module: Self.module, to: encoder)
    }
  }
}
