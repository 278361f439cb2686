// Rules R-RATE-2, R-RATE-3, R-BETA-1 and R-GRAPH-CALLABLE.

/// The arguments of the Adam update that may be callables or schedules, as the numbers that these give for a step.
struct AskedArguments {
  let learningRate: Float
  let beta1: Double
  let beta2: Double

  /// Asks for the learning rate, and then for the betas if those were not asked before.
  init(of optimizer: Adam, betasOf asked: AskedArguments? = nil) {
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

  /// Whether the learning rate is asked for each variable that is decayed: a number need not be.
  var asksForDecayRates: Bool { given.weightDecay != nil && !learningRateIsVariable }

  /// The learning rate that is asked for the decay of a gradient's variable; nil if that does not decay.
  func decayRate(for gradient: StepGradient) -> Float? { gradient.trained.decays ? rateWithinStep : nil }

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
