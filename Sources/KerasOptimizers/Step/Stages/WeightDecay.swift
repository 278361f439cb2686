// Rules R-DECAY-1 to R-DECAY-4 and R-GRAPH-DECAY. Keras: `TFOptimizer._apply_weight_decay`, `BaseOptimizer._use_weight_decay`.

extension StagedStep {
  /// `w - (w * weight_decay) * learning_rate` for each variable with a gradient, before any Adam update; in a graph
  /// mostly `w - w * (weight_decay * learning_rate)`.
  func decayWeights() {
    guard plan.decays else { return }
    for (place, gradient) in gradients.enumerated() {
      let variable = gradient.trained
      switch plan.decay(at: place, variable) {
      case nil: continue
      case .successive(let weightDecay, let learningRate):
        variable.weights.decay(weightDecay: weightDecay.value, learningRate: learningRate.value)
      case .joint(let factor): variable.weights.decay(by: factor.value)
      }
      observe(.decayed, variable, variable.weights)
    }
  }
}
