// Rule R-CONST-3. Keras: `Adam.update_step`.

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
