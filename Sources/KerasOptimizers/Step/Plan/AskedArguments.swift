// Rules R-RATE-2, R-RATE-3, R-BETA-1 and GRAPH-CALLABLE.

/// The arguments that may be callables or schedules, as the numbers that these give for a step.
struct AskedArguments {
  /// For each gradient the learning rate that was asked for its variable's decay, nil for a variable that does not
  /// decay; empty if there is no decay, or if the rate is a number, which need not be asked for.
  let decayRates: [Float?]
  let learningRate: Float
  let beta1: Double
  let beta2: Double

  /// Asks in Keras' order: for each variable that is decayed, then for the update, then the betas, if those were not
  /// asked before.
  init(of optimizer: Adam, for gradients: [StepGradient], betasOf asked: AskedArguments? = nil) {
    let decays = optimizer.given.weightDecay != nil && !optimizer.learningRateIsVariable
    decayRates =
      decays ? gradients.map { $0.trained.decays ? optimizer.rateWithinStep : nil } : []
    learningRate = optimizer.rateWithinStep
    beta1 = asked?.beta1 ?? optimizer.given.beta1.value
    beta2 = asked?.beta2 ?? optimizer.given.beta2.value
  }
}

extension Adam {
  /// The learning rate as a step computes it.
  fileprivate var rateWithinStep: Float {
    if case (.graph, .schedule(let schedule)) = (profile, rate) {
      schedule.inGraph(applyCount)
    } else {
      learningRate
    }
  }

  /// Whether the learning rate is a callable.
  var asksForRate: Bool { if case .callable = rate { true } else { false } }

  /// Whether a callable is asked, which within a graph happens only when a function is traced.
  var asksCallables: Bool {
    asksForRate || given.beta1.isCallable || given.beta2.isCallable
  }
}

extension Hyperparameter {
  fileprivate var isCallable: Bool { if case .callable = self { true } else { false } }
}
