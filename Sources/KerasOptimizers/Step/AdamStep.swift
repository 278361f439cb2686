// Rules R-MOMENTUM-1, R-VELOCITY-1, R-AMSGRAD-1, R-UPDATE-1 and R-BETA-1. Keras: the second half of
// `Adam.update_step`.

extension Adam {
  /// Moves both moments and then the weights of each variable with a gradient.
  func updateWeights() {
    let (rate, beta1, beta2) = (learningRate, beta1.value, beta2.value)
    for slot in slots where slot.gradient != nil {
      let dtype = slot.variable.dtype
      let correction = BiasCorrection(
        learningRate: rate, beta1: beta1, beta2: beta2, iterations: iterations, dtype: dtype)
      slot.castGradient()
      let squares = slot.squaresOfRows()
      slot.densifyGradient()
      guard let gradient = slot.gradient, let momentum = slot.momentum, let velocity = slot.velocity
      else { continue }
      // `1 - beta` is a subtraction of Python numbers, in double (rule R-CONST-3).
      slot.variable.block.adamUpdate(
        gradient: gradient, squares: squares, momentum: momentum.block, velocity: velocity.block,
        velocityHat: slot.velocityHat?.block, alpha: correction.alpha.value, oneMinusBeta1: 1 - beta1,
        oneMinusBeta2: 1 - beta2, epsilon: epsilon)
      observe(slot, correction)
    }
  }
}
