/// The numbers of a step's plan, in memory that is kept from step to step; for the missing checks see ``StepInput``.
final class StepNumbers {
  /// Those of each dtype that is met.
  @exclusivity(unchecked) private(set) var scalars = PerDType<StepScalars>()
  /// For each gradient the learning rate that was asked for its variable's decay; empty if it is a number, which need
  /// not be asked for.
  @exclusivity(unchecked) private(set) var decayRates: [Rounded] = []

  /// Asks a schedule or callable once for each variable that is decayed.
  func askDecayRates(_ optimizer: Adam, of gradients: [StepGradient]) {
    if !decayRates.isEmpty { decayRates.removeAll(keepingCapacity: true) }
    if optimizer.learningRateIsVariable { return }
    for gradient in gradients {
      let variable = gradient.variable
      decayRates.append(Rounded(variable.decays ? Double(optimizer.learningRate) : .nan, variable.dtype))
    }
  }

  /// Rounds everything once for each dtype.
  func round(for optimizer: Adam, _ rates: StepRates?, _ dtypes: DTypes) {
    dtypes.forEach { scalars[$0] = StepScalars(of: optimizer, rates, $0) }
  }
}
