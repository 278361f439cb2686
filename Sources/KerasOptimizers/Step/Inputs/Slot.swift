/// A kind of variable that the optimizer keeps beside each of yours; the raw values are Keras' names.
public enum Slot: String, CaseIterable, Sendable {
  /// The first moment.
  case momentum
  /// The second moment.
  case velocity
  /// The largest second moment so far, with AMSGrad.
  case velocityHat = "velocity_hat"
  /// The moving average of the weights, with EMA.
  case average
  /// The sum of the gradients since the last update, with accumulation.
  case gradientAccumulator = "gradient_accumulator"
}
