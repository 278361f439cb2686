/// An intermediate quantity of one variable in a step; the raw values are the specification's names.
package enum Quantity: String {
  case gradientUnscaled = "gradient_unscaled"
  case gradientMean = "gradient_mean"
  case norm
  case gradientClipped = "gradient_clipped"
  case decayed
  case momentum
  case velocity
  case velocityHat = "velocity_hat"
  case update
  case updated
  case average
  case overwritten
  case constrained
}

/// An intermediate quantity of a step that all variables of a dtype share.
package enum SharedQuantity: String {
  case learningRate = "learning_rate"
  case beta1Power = "beta_1_power"
  case beta2Power = "beta_2_power"
  case alpha
}
