// Rules R-ERROR-CLIP, R-ERROR-ACCUMULATION, R-ERROR-EMA-MOMENTUM, R-ERROR-EMA-FREQUENCY and R-ERROR-DECAY. Keras:
// `BaseOptimizer.__init__` and `AdamW.__init__`.

extension AdamArguments {
  /// Refuses what Keras' constructors refuse.
  func check() throws(OptimizerError) {
    try checkAccumulation()
    if useEMA { try checkAverages() }
    try checkClipping()
  }

  /// Refuses a missing weight decay, as AdamW does.
  func checkWeightDecay() throws(OptimizerError) {
    if weightDecay == nil {
      throw .invalid("weight_decay", "The weight decay must be a number; 0 is no decay.")
    }
  }

  private func checkAccumulation() throws(OptimizerError) {
    if let steps = gradientAccumulationSteps, steps != 0, steps < 2 {
      throw .invalid(
        "gradient_accumulation_steps",
        "The number of steps must be 2 or more, or 0 or nil for no accumulation, not \(steps).")
    }
  }

  private func checkAverages() throws(OptimizerError) {
    if emaMomentum < 0 || emaMomentum > 1 {
      throw .invalid("ema_momentum", "The momentum must be in 0...1, not \(emaMomentum).")
    }
    if let emaOverwriteFrequency, emaOverwriteFrequency < 0 {
      throw .invalid(
        "ema_overwrite_frequency",
        "The frequency must be 1 or more, or 0 or nil for never, not \(emaOverwriteFrequency).")
    }
  }

  private func checkClipping() throws(OptimizerError) {
    let given = [("clipnorm", clipNorm), ("clipvalue", clipValue), ("global_clipnorm", globalClipNorm)]
      .filter { $0.1 != nil }.map(\.0)
    if given.count > 1 {
      throw .invalid(
        given[0], "Only one of the clip arguments can be given, not \(given.joined(separator: " and ")).")
    }
  }
}
