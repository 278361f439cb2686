// Rules R-GRAPH-RECIPROCAL, R-GRAPH-COSINE-RESTARTS and R-GRAPH-DECAY.

extension CosineDecayRestarts: GraphSchedule {
  var form: RateForm { .product }

  func inGraph(_ step: Int, times factor: Float) -> Float {
    let (t, alpha) = (Float(periodFactor), Float(alpha))
    var fraction = Float(step) * (1 / Float(firstDecaySteps))
    let restarts: Float
    if t == 1 {
      restarts = fraction.rounded(.down)
      fraction -= restarts
    } else {
      restarts = (logarithm(1 - fraction * (1 - t)) * (1 / logarithm(t))).rounded(.down)
      let sum = (1 - power(t, restarts)) * (1 / (1 - t))
      fraction = (fraction - sum) / power(t, restarts)
    }
    let peak = power(Float(peakFactor), restarts)
    let wave = 1 + cosine(Float.pi32 * fraction)
    let start = factor * Float(initialLearningRate)
    return alpha.isZero || alpha.isSubnormal
      ? wave * (peak * (start * 0.5))
      : start * (wave * (peak * ((1 - alpha) * 0.5)) + alpha)
  }
}
