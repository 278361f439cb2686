import Conformance

/// A case's arguments, looked up once: the model asks for them at every element.
struct GivenArguments {
  let learningRate: LearningRateSpecification?
  let weightDecay: Double?
  let beta1: NumberOrCallable?
  let beta2: NumberOrCallable?
  let epsilon: Double?
  let amsgrad: Bool
  let clipnorm: Double?
  let clipvalue: Double?
  let globalClipnorm: Double?
  var useEMA: Bool
  let emaMomentum: Double?
  let emaOverwriteFrequency: Double?
  let lossScaleFactor: Double?
  let gradientAccumulationSteps: Double?
  private let names: Set<Arguments.Name>

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
}
