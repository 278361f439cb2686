// Rules R-DECAY-1 to R-DECAY-4. Keras: `TFOptimizer._apply_weight_decay`, `BaseOptimizer._use_weight_decay`.

extension Adam {
  /// `w - (w * weight_decay) * learning_rate` for each variable with a gradient, before any Adam update.
  func decayWeights() {
    guard let weightDecay else { return }
    for slot in slots where slot.gradient != nil && slot.decays {
      let (weights, dtype) = (slot.variable.block, slot.variable.dtype)
      weights.decay(
        weightDecay: Rounded(throughFloat: weightDecay, dtype).value,
        learningRate: Rounded(Double(learningRate), dtype).value)
      observe(.decayed, slot, weights)
    }
  }
}
