// Rules R-RATE-2 and R-BETA-1.

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
