/// Adam, to the bit as Keras computes it on TensorFlow, with weight decay off unless it is asked for.
///
/// Corresponds to `keras.optimizers.Adam` (`keras/src/optimizers/adam.py`) with its parents `BaseOptimizer`
/// (`base_optimizer.py`) and `TFOptimizer` (`keras/src/backend/tensorflow/optimizer.py`), eager, on a CPU.
/// ``AdamW`` is this class with the decay on (rule R-ADAM-1).
///
/// Sources: [Kingma & Ba, 2014](https://arxiv.org/abs/1412.6980) for Adam,
/// [Reddi et al., 2018](https://openreview.net/pdf?id=ryQu7f-RZ) for AMSGrad.
///
/// An optimizer is used from one thread at a time. NaN and infinity are values and go where arithmetic takes
/// them; subnormal numbers count as zero except in float16 (rules R-FLUSH-1 and R-FLUSH-2).
public class Adam: Optimizer {
  /// Keras' `weight_decay`: the fraction, times the learning rate, that a weight loses in an update; nil is no decay.
  public let weightDecay: Double?
  /// Keras' `beta_1`: how much of the momentum an update keeps.
  public let beta1: Hyperparameter
  /// Keras' `beta_2`: how much of the velocity an update keeps.
  public let beta2: Hyperparameter
  /// Keras' `epsilon`: the paper's "epsilon hat", added to the root of the uncorrected velocity.
  public let epsilon: Double
  /// Keras' `amsgrad`: whether the largest velocity so far stands in for the velocity.
  public let amsgrad: Bool
  /// Keras' `clipnorm`: the largest norm of one variable's gradient; off when nil, zero or below.
  public let clipNorm: Double?
  /// Keras' `clipvalue`: the largest magnitude of a gradient's element; off when nil, zero or below.
  public let clipValue: Double?
  /// Keras' `global_clipnorm`: the largest norm of all gradients together; off when nil, zero or below.
  public let globalClipNorm: Double?
  /// Keras' `use_ema`: whether a moving average of the weights is kept.
  public let useEMA: Bool
  /// Keras' `ema_momentum`: how much of the average an `apply` keeps.
  public let emaMomentum: Double
  /// Keras' `ema_overwrite_frequency`: after how many iterations the weights become their average; nil and 0
  /// are never.
  public let emaOverwriteFrequency: Int?
  /// Keras' `loss_scale_factor`: what the loss was multiplied by, and gradients are divided by; nil within a
  /// ``LossScaleOptimizer``.
  public internal(set) var lossScaleFactor: Double?
  /// Keras' `gradient_accumulation_steps`: how many calls of `apply` make one update; nil and 0 are one.
  public let gradientAccumulationSteps: Int?
  /// Keras' `name`.
  public let name: String

  /// How often `apply` was called with gradients, updating or not: Keras' variable `iteration`
  /// (rule R-APPLY-3).
  public internal(set) var applyCount = 0

  let clipping: Clipping
  var rate: LearningRate
  var exclusions = DecayExclusions()
  var slots: [Slots] = []
  /// Whether the optimizer knows its variables.
  public internal(set) var isBuilt = false
  package var observer: (any StepObserver)?

  /// Creates an optimizer with Keras' arguments and Keras' defaults.
  ///
  /// Unlike Keras, whose default name is numbered by the process since 3.15, the name is `adam`.
  ///
  /// - Throws: An ``OptimizerError`` that names the argument, wherever Keras raises `ValueError`:
  ///   `gradient_accumulation_steps` of 1 or below 0; with `useEMA`, `ema_momentum` outside 0...1 or
  ///   `ema_overwrite_frequency` below 0; more than one of the clip arguments.
  public init(
    learningRate: LearningRate = 0.001,
    beta1: Hyperparameter = 0.9,
    beta2: Hyperparameter = 0.999,
    epsilon: Double = 1e-7,
    amsgrad: Bool = false,
    weightDecay: Double? = nil,
    clipNorm: Double? = nil,
    clipValue: Double? = nil,
    globalClipNorm: Double? = nil,
    useEMA: Bool = false,
    emaMomentum: Double = 0.99,
    emaOverwriteFrequency: Int? = nil,
    lossScaleFactor: Double? = nil,
    gradientAccumulationSteps: Int? = nil,
    name: String = "adam"
  ) throws(OptimizerError) {
    try Self.checkAccumulation(gradientAccumulationSteps)
    if useEMA { try Self.checkEMA(momentum: emaMomentum, overwriteFrequency: emaOverwriteFrequency) }
    try Self.checkClipping(norm: clipNorm, value: clipValue, globalNorm: globalClipNorm)
    self.rate = learningRate
    self.weightDecay = weightDecay
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
    self.amsgrad = amsgrad
    self.clipNorm = clipNorm
    self.clipValue = clipValue
    self.globalClipNorm = globalClipNorm
    self.clipping = Clipping(norm: clipNorm, value: clipValue, globalNorm: globalClipNorm)
    self.useEMA = useEMA
    self.emaMomentum = emaMomentum
    self.emaOverwriteFrequency = emaOverwriteFrequency
    self.lossScaleFactor = lossScaleFactor
    self.gradientAccumulationSteps = gradientAccumulationSteps
    self.name = name
  }

  /// An ``Adam`` with these arguments. Corresponds to Keras' `Adam.from_config`.
  ///
  /// - Throws: What the initializer throws that takes the arguments.
  public convenience init(_ config: AdamConfiguration) throws(OptimizerError) {
    try self.init(
      learningRate: LearningRate(config.learningRate), beta1: .constant(config.beta1),
      beta2: .constant(config.beta2), epsilon: config.epsilon, amsgrad: config.amsgrad,
      weightDecay: config.weightDecay, clipNorm: config.clipNorm, clipValue: config.clipValue,
      globalClipNorm: config.globalClipNorm, useEMA: config.useEMA, emaMomentum: config.emaMomentum,
      emaOverwriteFrequency: config.emaOverwriteFrequency, lossScaleFactor: config.lossScaleFactor,
      gradientAccumulationSteps: config.gradientAccumulationSteps, name: config.name)
  }

  /// One step with the gradients that the slots hold: the stages in Keras' order (rule R-APPLY-1). The gradients of
  /// replicas beside the first are added to them.
  func step(furtherReplicas: [[Gradient?]] = []) {
    overwriteVariables()
    if hasGradients {
      processGradients()
      addGradients(ofReplicas: furtherReplicas)
      if isUpdateStep {
        decayWeights()
        updateWeights()
        resetAccumulators()
      }
      updateAverages()
      overwriteWeightsWithAverages()
      constrainWeights()
    }
    applyCount += 1
  }

  /// What happens to gradients before they are followed.
  func processGradients() {
    unscaleGradients()
    if isUpdateStep {
      averageAccumulatedGradients()
      clipGradients()
    } else {
      accumulateGradients()
    }
  }
}
