// Rules R-DECAY-1 to R-DECAY-4. Keras: `TFOptimizer._apply_weight_decay`, `BaseOptimizer._use_weight_decay`.

extension StagedStep {
  /// `w - (w * weight_decay) * learning_rate` for each variable with a gradient, before any Adam update.
  func decayWeights() {
    guard plan.decays else { return }
    for (place, gradient) in gradients.enumerated() {
      let variable = gradient.trained
      guard let rate = plan.decayRate(at: place, variable) else { continue }
      let weightDecay = plan[variable.dtype].weightDecay.required
      variable.weights.decay(weightDecay: weightDecay.value, learningRate: rate.value)
      observe(.decayed, variable, variable.weights)
    }
  }
}
