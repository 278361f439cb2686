/// Adam with decoupled weight decay, to the bit as Keras computes it on TensorFlow.
///
/// Corresponds to `keras.optimizers.AdamW` (`keras/src/optimizers/adamw.py`). It is ``Adam`` with another default
/// for the weight decay, which cannot be nil.
///
/// ```swift
/// let kernel = Variable([0.5, -0.25, 1] as [Float], name: "kernel")
/// let optimizer = try AdamW(learningRate: 0.01, weightDecay: 0.1)
/// try optimizer.apply([Gradient([0.1, 0.2, -0.3] as [Float])], to: [kernel])
/// ```
///
/// Source: [Loshchilov & Hutter, 2019](https://arxiv.org/abs/1711.05101) for the decoupled decay.
public final class AdamW: Adam {
  /// Creates an optimizer with Keras' arguments and Keras' defaults.
  ///
  /// Unlike Keras, whose default name is numbered by the process since 3.15, the name is `adamw`.
  ///
  /// - Throws: As ``Adam``, and an ``OptimizerError`` with argument `weight_decay` if that is nil.
  public init(
    learningRate: LearningRate = 0.001,
    weightDecay: Double? = 0.004,
    beta1: Hyperparameter = 0.9,
    beta2: Hyperparameter = 0.999,
    epsilon: Double = 1e-7,
    amsgrad: Bool = false,
    clipNorm: Double? = nil,
    clipValue: Double? = nil,
    globalClipNorm: Double? = nil,
    useEMA: Bool = false,
    emaMomentum: Double = 0.99,
    emaOverwriteFrequency: Int? = nil,
    lossScaleFactor: Double? = nil,
    gradientAccumulationSteps: Int? = nil,
    name: String = "adamw"
  ) throws(OptimizerError) {
    try super.init(
      learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon, amsgrad: amsgrad,
      weightDecay: weightDecay, clipNorm: clipNorm, clipValue: clipValue, globalClipNorm: globalClipNorm,
      useEMA: useEMA, emaMomentum: emaMomentum, emaOverwriteFrequency: emaOverwriteFrequency,
      lossScaleFactor: lossScaleFactor, gradientAccumulationSteps: gradientAccumulationSteps, name: name)
    if weightDecay == nil {
      throw .invalid("weight_decay", "The weight decay must be a number; 0 is no decay.")
    }
  }

  /// An ``AdamW`` with these arguments. Corresponds to Keras' `AdamW.from_config`.
  ///
  /// - Throws: What the initializer throws that takes the arguments.
  public convenience init(_ config: AdamConfiguration) throws(OptimizerError) {
    try self.init(
      learningRate: LearningRate(config.learningRate), weightDecay: config.weightDecay,
      beta1: .constant(config.beta1), beta2: .constant(config.beta2), epsilon: config.epsilon,
      amsgrad: config.amsgrad, clipNorm: config.clipNorm, clipValue: config.clipValue,
      globalClipNorm: config.globalClipNorm, useEMA: config.useEMA, emaMomentum: config.emaMomentum,
      emaOverwriteFrequency: config.emaOverwriteFrequency, lossScaleFactor: config.lossScaleFactor,
      gradientAccumulationSteps: config.gradientAccumulationSteps, name: config.name)
  }
}
