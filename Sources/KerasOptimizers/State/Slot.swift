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

extension Adam {
  /// The optimizer's own variable of a kind for one of the variables it was built with; nil if it keeps none.
  ///
  /// Its elements may be read and assigned between steps; that is how a run continues from a saved state
  /// (rule R-STATE-2). Of several replicas' accumulators it is the first's.
  public func slot(_ slot: Slot, of variable: Variable) -> Variable? {
    guard let trained = trained?[variable] else { return nil }
    return switch slot {
    case .momentum: trained.momentum
    case .velocity: trained.velocity
    case .velocityHat: trained.velocityHat
    case .average: trained.average
    case .gradientAccumulator: trained.accumulators.first
    }
  }

  /// Sets the raw number of `apply` calls, for a run that continues from a saved state (rule R-STATE-2).
  ///
  /// - Precondition: `count` is 0 to 2^62.
  public func setApplyCount(_ count: Int) {
    precondition(counts.contains(count), "The number of calls is 0 to 2^62, not \(count).")
    applyCount = count
  }
}
