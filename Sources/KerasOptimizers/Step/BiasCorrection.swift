// Rules R-BIAS-1 and R-BIAS-2. Keras: the first half of `Adam.update_step`.

/// The step size of one update in one dtype, with both moments' start at zero corrected for.
struct BiasCorrection {
  let learningRate: Rounded
  let beta1Power: Rounded
  let beta2Power: Rounded
  /// `(learning_rate * sqrt(1 - beta_2^step)) / (1 - beta_1^step)`
  let alpha: Rounded

  /// `iterations` is the number of updates before this one; the step is one more.
  init(learningRate: Float, beta1: Double, beta2: Double, iterations: Int, dtype: DType) {
    let (one, step) = (Rounded(1, dtype), Rounded(Double(iterations + 1), dtype))
    self.learningRate = Rounded(Double(learningRate), dtype)
    beta1Power = .power(Rounded(throughFloat: beta1, dtype), step)
    beta2Power = .power(Rounded(throughFloat: beta2, dtype), step)
    alpha = (self.learningRate * (one - beta2Power).squareRoot()) / (one - beta1Power)
  }
}
