import ExactJSON

/// Keras' `LossScaleOptimizer` around the optimizer.
public struct LossScaleOptimizer: Hashable, Sendable {
  /// The scale before the first step.
  public var initialScale: Double?
  /// The number of finite steps after which the scale doubles.
  public var dynamicGrowthSteps: Int?

  /// A loss scale optimizer; what is nil has Keras' default.
  public init(initialScale: Double? = nil, dynamicGrowthSteps: Int? = nil) {
    self.initialScale = initialScale
    self.dynamicGrowthSteps = dynamicGrowthSteps
  }
}

extension LossScaleOptimizer {
  private enum Key: String, JSONKey {
    case initialScale = "initial_scale"
    case dynamicGrowthSteps = "dynamic_growth_steps"

    static let names = JSONNames<Self>()
  }

  init(from json: inout JSONReader) throws(JSONError) {
    self.init()
    try json.object { (json, key: Key) throws(JSONError) in
      if try json.takeNull() { return }
      switch key {
      case .initialScale: initialScale = try json.double()
      case .dynamicGrowthSteps: dynamicGrowthSteps = try json.integer()
      }
    }
  }

  func write(to json: inout JSONWriter) {
    json.object { json in
      if let dynamicGrowthSteps {
        json.key(Key.dynamicGrowthSteps)
        json.integer(dynamicGrowthSteps)
      }
      if let initialScale {
        json.key(Key.initialScale)
        json.number(initialScale)
      }
    }
  }
}
