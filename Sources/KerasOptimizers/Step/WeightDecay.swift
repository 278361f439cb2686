// Rules R-DECAY-1 to R-DECAY-4. Keras: `TFOptimizer._apply_weight_decay`, `BaseOptimizer._use_weight_decay`.

/// The numbers that the weight decay goes by in one dtype.
struct DecayScalars {
  let weightDecay: Rounded
  /// The learning rate of a variable for which no other has been asked.
  let learningRate: Rounded

  init(weightDecay: Double, _ learningRate: Float, _ dtype: DType) {
    self.weightDecay = Rounded(throughFloat: weightDecay, dtype)
    self.learningRate = Rounded(Double(learningRate), dtype)
  }
}

extension StagedStep {
  /// `w - (w * weight_decay) * learning_rate` for each variable with a gradient, before any Adam update.
  func decayWeights() {
    guard plan.decays else { return }
    for (place, gradient) in gradients.enumerated() {
      let variable = gradient.variable
      guard variable.decays, let decay = plan[variable.dtype].decay else { continue }
      let rate = plan.decayRate(at: place) ?? decay.learningRate
      variable.weights.decay(weightDecay: decay.weightDecay.value, learningRate: rate.value)
      observe(.decayed, variable, variable.weights)
    }
  }
}
