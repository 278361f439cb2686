// Rules R-GRAPH-RECIPROCAL and R-GRAPH-INVERSE-TIME.

extension InverseTimeDecay: GraphSchedule {
  var form: RateForm { .other }

  func inGraph(_ step: Int, times factor: Float) -> Float {
    let (rate, reciprocal) = (Float(decayRate), 1 / Float(decaySteps))
    let growth =
      staircase
      ? rate * (Float(step) * reciprocal).rounded(.down)
      : Float(step) * (rate * reciprocal)
    return factor * (Float(initialLearningRate) / (1 + growth))
  }
}
