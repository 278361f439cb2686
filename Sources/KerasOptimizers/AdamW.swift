/// Adam with decoupled weight decay, to the bit as Keras computes it on TensorFlow: eager, or in a graph if
/// ``Profile/graph`` is asked for.
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
  /// Creates an optimizer with these arguments.
  ///
  /// - Throws: As ``Adam``, and an ``OptimizerError`` with argument `weight_decay` if that is nil.
  public init(_ arguments: Arguments) throws(OptimizerError) {
    try super.init(checking: arguments)
    try arguments.checkWeightDecay()
  }

  /// An ``AdamW`` with the arguments of a configuration. Corresponds to Keras' `AdamW.from_config`.
  ///
  /// - Throws: As the initializer that takes ``Adam/Arguments``.
  public convenience init(_ configuration: AdamConfiguration) throws(OptimizerError) {
    try self.init(configuration.arguments)
  }

  /// Creates an optimizer with Keras' arguments and Keras' defaults: see ``AdamArguments`` for each.
  ///
  /// - Throws: As the initializer that takes ``Adam/Arguments``.
  public convenience init(
    learningRate: LearningRate = Arguments.adamW.learningRate,
    weightDecay: Double? = Arguments.adamW.weightDecay,
    beta1: Hyperparameter = Arguments.adamW.beta1,
    beta2: Hyperparameter = Arguments.adamW.beta2,
    epsilon: Double = Arguments.adamW.epsilon,
    amsgrad: Bool = Arguments.adamW.amsgrad,
    clipNorm: Double? = Arguments.adamW.clipNorm,
    clipValue: Double? = Arguments.adamW.clipValue,
    globalClipNorm: Double? = Arguments.adamW.globalClipNorm,
    useEMA: Bool = Arguments.adamW.useEMA,
    emaMomentum: Double = Arguments.adamW.emaMomentum,
    emaOverwriteFrequency: Int? = Arguments.adamW.emaOverwriteFrequency,
    lossScaleFactor: Double? = Arguments.adamW.lossScaleFactor,
    gradientAccumulationSteps: Int? = Arguments.adamW.gradientAccumulationSteps,
    name: String = Arguments.adamW.name,
    profile: Profile = Arguments.adamW.profile
  ) throws(OptimizerError) {
    try self.init(
      Arguments(
        learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon, amsgrad: amsgrad,
        weightDecay: weightDecay, clipNorm: clipNorm, clipValue: clipValue, globalClipNorm: globalClipNorm,
        useEMA: useEMA, emaMomentum: emaMomentum, emaOverwriteFrequency: emaOverwriteFrequency,
        lossScaleFactor: lossScaleFactor, gradientAccumulationSteps: gradientAccumulationSteps, name: name,
        profile: profile))
  }
}
