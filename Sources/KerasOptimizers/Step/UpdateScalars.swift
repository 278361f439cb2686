// Rules R-CONST-3, R-BETA-1 and R-RATE-2.

/// What the arguments of the Adam update are now, as numbers.
struct StepRates {
  let learningRate: Float
  let beta1: Double
  let beta2: Double

  /// Asks the callables among them, the learning rate first.
  init(askedOf optimizer: Adam) {
    learningRate = optimizer.learningRate
    beta1 = optimizer.given.beta1.value
    beta2 = optimizer.given.beta2.value
  }
}

/// The numbers that the Adam update goes by in one dtype.
struct UpdateScalars {
  let correction: BiasCorrection
  let oneMinusBeta1: Rounded
  let oneMinusBeta2: Rounded
  let epsilon: Rounded

  /// `iterations` is the number of updates before this one.
  init(_ rates: StepRates, iterations: Int, epsilon: Double, _ dtype: DType) {
    correction = BiasCorrection(
      learningRate: rates.learningRate, beta1: rates.beta1, beta2: rates.beta2, iterations: iterations,
      dtype: dtype)
    // A subtraction of Python numbers, in double.
    oneMinusBeta1 = Rounded(1 - rates.beta1, dtype)
    oneMinusBeta2 = Rounded(1 - rates.beta2, dtype)
    self.epsilon = Rounded(epsilon, dtype)
  }
}
