/// Adam, to the bit as Keras computes it on TensorFlow, with weight decay off unless it is asked for.
///
/// Corresponds to `keras.optimizers.Adam` (`keras/src/optimizers/adam.py`) with its parents `BaseOptimizer`
/// (`base_optimizer.py`) and `TFOptimizer` (`keras/src/backend/tensorflow/optimizer.py`) on a CPU: eager, or in a graph
/// if ``Profile/graph`` is asked for.
/// ``AdamW`` is this class with the decay on (rule R-ADAM-1).
///
/// The arguments are ``AdamArguments``, each of which is a property of the optimizer too: `optimizer.epsilon`.
///
/// Sources: [Kingma & Ba, 2014](https://arxiv.org/abs/1412.6980) for Adam,
/// [Reddi et al., 2018](https://openreview.net/pdf?id=ryQu7f-RZ) for AMSGrad.
///
/// An optimizer is used from one thread at a time, and not by what its own step asks: a callable, a schedule or a
/// constraint that calls `apply` ends the program. NaN and infinity are values and go where arithmetic takes
/// them; subnormal numbers count as zero except in float16 (rules R-FLUSH-1 and R-FLUSH-2).
@dynamicMemberLookup
public class Adam: Optimizer {
  /// The arguments of an optimizer: those of a configuration, but also with functions for learning rate and betas.
  public typealias Arguments = AdamArguments<LearningRate, Hyperparameter>

  /// What the optimizer was made with, but for the learning rate, which is the one that ``setLearningRate(_:)`` or
  /// ``load(_:)`` set last, and the loss scale factor, which a ``LossScaleOptimizer`` drops.
  public var arguments: Arguments {
    var arguments = given
    (arguments.learningRate, arguments.lossScaleFactor) = (rate, lossScale)
    return arguments
  }

  /// What the optimizer was made with.
  let given: Arguments
  /// The learning rate now.
  var rate: LearningRate
  /// What gradients are divided by; nil for nothing.
  var lossScale: Double?

  /// How often `apply` was called with gradients, updating or not: Keras' variable `iteration`
  /// (rule R-APPLY-3).
  public internal(set) var applyCount = 0

  /// The variables and what is kept for each; nil until the optimizer is built.
  var trained: TrainedVariables?
  /// Takes in what a call gives, and is empty between calls; nil before the first step. For the missing checks see there.
  @exclusivity(unchecked) var input: StepInput?
  /// What callables returned to the functions of a graph.
  let traces = Traces()
  /// The numbers of one step after the other.
  let planMemory = PlanMemory()
  /// Whether a step is under way, within which no other can begin.
  @exclusivity(unchecked) var isStepping = false
  /// Whether steps are looked at but not taken.
  @exclusivity(unchecked) var tracesOnly = false
  var exclusions = DecayExclusions()
  let clipping: Clipping<Double>
  package var observer: (any StepObserver)?

  /// Where Keras would run the steps.
  public var profile: Profile { given.profile }

  /// What the other initializers come to.
  init(checking arguments: Arguments) throws(OptimizerError) {
    try arguments.check()
    given = arguments
    (rate, lossScale) = (arguments.learningRate, arguments.lossScaleFactor)
    clipping = Clipping(arguments)
  }

  /// Creates an optimizer with these arguments.
  ///
  /// - Throws: An ``OptimizerError`` that names the argument, wherever Keras raises `ValueError`:
  ///   `gradient_accumulation_steps` of 1 or below 0; with `useEMA`, `ema_momentum` outside 0...1 or
  ///   `ema_overwrite_frequency` below 0; more than one of the clip arguments.
  public convenience init(_ arguments: Arguments) throws(OptimizerError) {
    try self.init(checking: arguments)
  }

  /// An ``Adam`` with the arguments of a configuration. Corresponds to Keras' `Adam.from_config`.
  ///
  /// - Throws: As the initializer that takes ``Adam/Arguments``.
  public convenience init(_ configuration: AdamConfiguration) throws(OptimizerError) {
    try self.init(configuration.arguments)
  }

  /// Creates an optimizer with Keras' arguments and Keras' defaults: see ``AdamArguments`` for each.
  ///
  /// - Throws: As the initializer that takes ``Adam/Arguments``.
  public convenience init(
    learningRate: LearningRate = Arguments().learningRate,
    beta1: Hyperparameter = Arguments().beta1,
    beta2: Hyperparameter = Arguments().beta2,
    epsilon: Double = Arguments().epsilon,
    amsgrad: Bool = Arguments().amsgrad,
    weightDecay: Double? = Arguments().weightDecay,
    clipNorm: Double? = Arguments().clipNorm,
    clipValue: Double? = Arguments().clipValue,
    globalClipNorm: Double? = Arguments().globalClipNorm,
    useEMA: Bool = Arguments().useEMA,
    emaMomentum: Double = Arguments().emaMomentum,
    emaOverwriteFrequency: Int? = Arguments().emaOverwriteFrequency,
    lossScaleFactor: Double? = Arguments().lossScaleFactor,
    gradientAccumulationSteps: Int? = Arguments().gradientAccumulationSteps,
    name: String = Arguments().name,
    profile: Profile = Arguments().profile
  ) throws(OptimizerError) {
    try self.init(
      Arguments(
        learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon, amsgrad: amsgrad,
        weightDecay: weightDecay, clipNorm: clipNorm, clipValue: clipValue, globalClipNorm: globalClipNorm,
        useEMA: useEMA, emaMomentum: emaMomentum, emaOverwriteFrequency: emaOverwriteFrequency,
        lossScaleFactor: lossScaleFactor, gradientAccumulationSteps: gradientAccumulationSteps, name: name,
        profile: profile))
  }

  /// An argument, as ``arguments`` has it.
  public subscript<Value>(dynamicMember argument: KeyPath<Arguments, Value>) -> Value {
    arguments[keyPath: argument]
  }
}
