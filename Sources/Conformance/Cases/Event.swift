/// One event of a case's script.
public enum Event: Hashable, Sendable {
  /// `optimizer.apply`, with one gradient for each variable.
  case apply([Gradient])
  /// `optimizer.apply` on several replicas at once, with one list of gradients for each.
  case applyReplicas([[Gradient]])
  /// Assigns the learning rate, or sets what the callable returns from now on.
  case learningRate(Double)
  /// `optimizer.finalize_variable_values`.
  case finalize
  /// Saves the state, builds a new optimizer from the saved configuration, loads the state, and goes on.
  case checkpoint

  /// The gradients that the event applies: one list for each replica.
  public var gradients: [[Gradient]] {
    switch self {
    case .apply(let gradients): [gradients]
    case .applyReplicas(let replicas): replicas
    case .learningRate, .finalize, .checkpoint: []
    }
  }
}
