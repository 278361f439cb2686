/// The numbers that a step goes by in one dtype, each rounded to it once.
struct StepScalars {
  /// How the loss scale is taken out of gradients (rule R-SCALE-1); nil for not at all.
  let unscaling: Division?
  /// How a mean is made of a sum of gradients (rule R-ACCUMULATE-3); nil for none.
  let averaging: Division?
  /// What gradients are clipped to.
  let clipping: Clipping<Rounded>
  /// The fraction that decays (rule R-DECAY-1); nil for none.
  let weightDecay: Rounded?
  /// What the Adam update goes by; nil for a step without one.
  let update: UpdateScalars?
  /// How much of an average is kept (rule R-EMA-1); nil if there are none.
  let averageMomentum: Rounded?

  init(of optimizer: Adam, _ asked: AskedArguments?, _ dtype: DType) {
    let profile = optimizer.profile
    unscaling = optimizer.lossScale.map { Division(by: $0, dtype, in: profile) }
    averaging = optimizer.accumulates ? Division(by: Double(optimizer.cycle), dtype, in: profile) : nil
    clipping = optimizer.clipping.map { Rounded(constant: $0, dtype, in: profile) }
    weightDecay = optimizer.given.weightDecay.map { Rounded(throughFloat: $0, dtype) }
    if let asked {
      update = UpdateScalars(
        asked, iterations: optimizer.iterations, epsilon: optimizer.given.epsilon, dtype, in: profile)
    } else {
      update = nil
    }
    averageMomentum =
      optimizer.given.useEMA ? Rounded(constant: optimizer.averageMomentum, dtype, in: profile) : nil
  }
}
