import Conformance

/// A case's arguments, looked up once: the model asks for them at every element.
struct GivenArguments {
  var learningRate: LearningRateSpecification?
  private(set) var weightDecay: Double?
  private(set) var beta1: NumberOrCallable?
  private(set) var beta2: NumberOrCallable?
  private(set) var epsilon: Double?
  let amsgrad: Bool
  private(set) var clipnorm: Double?
  private(set) var clipvalue: Double?
  private(set) var globalClipnorm: Double?
  var useEMA: Bool
  let emaMomentum: Double?
  let emaOverwriteFrequency: Double?
  let lossScaleFactor: Double?
  let gradientAccumulationSteps: Double?
  private var names: Set<Arguments.Name>

  init(_ arguments: Arguments) {
    learningRate = arguments.learningRate
    weightDecay = arguments.weightDecay
    beta1 = arguments.beta1
    beta2 = arguments.beta2
    epsilon = arguments.epsilon
    amsgrad = arguments.amsgrad
    clipnorm = arguments.clipnorm
    clipvalue = arguments.clipvalue
    globalClipnorm = arguments.globalClipnorm
    useEMA = arguments.useEMA
    emaMomentum = arguments.emaMomentum
    emaOverwriteFrequency = arguments.emaOverwriteFrequency
    lossScaleFactor = arguments.lossScaleFactor
    gradientAccumulationSteps = arguments.gradientAccumulationSteps
    names = Set(arguments.given.keys)
  }

  /// Whether Keras' default applies (rules R-DEFAULT-*).
  func isDefault(_ name: Arguments.Name) -> Bool { !names.contains(name) }

  /// Makes decay, betas, epsilon and clipping the defaults.
  mutating func loseNumbers() {
    let defaults = Arguments()
    weightDecay = defaults.weightDecay
    (beta1, beta2, epsilon) = (defaults.beta1, defaults.beta2, defaults.epsilon)
    (clipnorm, clipvalue, globalClipnorm) = (nil, nil, nil)
    names.subtract([.weightDecay, .beta1, .beta2, .epsilon, .clipnorm, .clipvalue, .globalClipnorm])
  }
}
