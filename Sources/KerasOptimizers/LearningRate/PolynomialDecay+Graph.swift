// Rules R-GRAPH-RECIPROCAL, R-GRAPH-POLYNOMIAL and R-GRAPH-DECAY.

extension PolynomialDecay: GraphSchedule {
  // Only a power that float32 rounds to 0: a subnormal one is none, though it would become 0 in a conversion within a step.
  var form: RateForm { abs(power) <= 0x1p-150 ? .constant : .other }

  func inGraph(_ step: Int, times factor: Float) -> Float {
    let (end, steps, step) = (Float(endLearningRate), Float(decaySteps), Float(step))
    let reciprocal = 1 / steps
    let progress =
      cycle
      ? step / (steps * (step == 0 ? 1 : (step * reciprocal).rounded(.up)))
      : min(step, steps) * reciprocal
    let rest = 1 - progress
    let range = Float(initialLearningRate) - end
    return end.isZero || end.isSubnormal
      ? powerInGraph(of: rest, times: factor * range)
      : factor * (powerInGraph(of: rest, times: range) + end)
  }

  /// A constant times a power, in which few exponents stay what they are.
  private func powerInGraph(of x: Float, times constant: Float) -> Float {
    switch Float(power) {
    case 0: constant
    case 1: constant * x
    case 2: constant * (x * x)
    case 3: (x * x) * (constant * x)
    case 0.5: constant * x.squareRoot()
    case -0.5: constant * (1 / x.squareRoot())
    case -1: constant * (1 / x)
    case let exponent: constant * KerasOptimizers.power(x, exponent)
    }
  }
}
