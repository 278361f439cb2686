/// The numbers that a step goes by in one dtype, each rounded to it once.
struct StepScalars {
  /// What gradients are divided by (rule R-SCALE-1); nil for nothing.
  let lossScale: Rounded?
  /// How many gradients a mean is of (rule R-ACCUMULATE-3); nil for none.
  let cycle: Rounded?
  /// What gradients are clipped to.
  let clipping: Clipping<Rounded>
  /// The fraction that decays (rule R-DECAY-1); nil for none.
  let weightDecay: Rounded?
  /// What the Adam update goes by; nil for a step without one.
  let update: UpdateScalars?
  /// How much of an average is kept (rule R-EMA-1); nil if there are none.
  let averageMomentum: Rounded?

  init(of optimizer: Adam, _ asked: AskedArguments?, _ dtype: DType) {
    lossScale = optimizer.lossScale.map { Rounded($0, dtype) }
    cycle = optimizer.accumulates ? Rounded(Double(optimizer.cycle), dtype) : nil
    clipping = optimizer.clipping.map { Rounded($0, dtype) }
    weightDecay = optimizer.given.weightDecay.map { Rounded(throughFloat: $0, dtype) }
    if let asked {
      update = UpdateScalars(
        asked, iterations: optimizer.iterations, epsilon: optimizer.given.epsilon, dtype)
    } else {
      update = nil
    }
    averageMomentum = optimizer.given.useEMA ? Rounded(optimizer.averageMomentum, dtype) : nil
  }
}
