// Rules R-DECAY-1 to R-DECAY-4. Keras: `TFOptimizer._apply_weight_decay`, `BaseOptimizer._use_weight_decay`.

extension Adam {
  /// For each gradient the learning rate by which its variable decays, nil if it does not; none if nothing decays.
  func askDecayRates(of gradients: [StepGradient]) -> [Rounded?] {
    var rates: [Rounded?] = []
    if arguments.weightDecay == nil { return rates }
    swap(&rates, &decayRates)
    rates.removeAll(keepingCapacity: true)
    for gradient in gradients {
      let variable = gradient.variable
      rates.append(variable.decays ? Rounded(Double(learningRate), variable.dtype) : nil)
    }
    return rates
  }
}

extension StagedStep {
  /// `w - (w * weight_decay) * learning_rate` for each variable with a gradient, before any Adam update.
  func decayWeights() {
    for (gradient, rate) in zip(input.gradients, plan.decayRates) {
      let variable = gradient.variable
      guard let rate, let weightDecay = plan[variable.dtype].weightDecay else { continue }
      variable.weights.decay(weightDecay: weightDecay.value, learningRate: rate.value)
      observe(.decayed, variable, variable.weights)
    }
  }
}
