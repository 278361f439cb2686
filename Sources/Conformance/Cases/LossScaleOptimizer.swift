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
