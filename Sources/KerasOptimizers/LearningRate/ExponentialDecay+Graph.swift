// Rules R-GRAPH-RECIPROCAL and R-GRAPH-DECAY.

extension ExponentialDecay: GraphSchedule {
  var form: RateForm { .product }

  func inGraph(_ step: Int, times factor: Float) -> Float {
    let ratio = Float(step) * (1 / Float(decaySteps))
    let exponent = staircase ? ratio.rounded(.down) : ratio
    return (factor * Float(initialLearningRate)) * power(ofConstant: decayRate, exponent)
  }
}
