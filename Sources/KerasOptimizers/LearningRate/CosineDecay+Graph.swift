// Rules R-GRAPH-COSINE and R-GRAPH-DECAY.

extension CosineDecay: GraphSchedule {
  var form: RateForm { warmupTarget == nil ? .product : .other }

  func inGraph(_ step: Int, times factor: Float) -> Float {
    // A warm-up makes it a conditional, into which constants come as values that nothing is known of.
    guard warmupTarget == nil else { return factor * self(step) }
    let steps = Float(decaySteps)
    return decay(
      angle: min(Float(step), steps) * (Float.pi32 * (1 / steps)), from: factor * Float(initialLearningRate))
  }
}
