import Conformance

extension Case {
  /// Whether Keras is sure to refuse nothing of what the case does on replicas. TensorFlow crashes where it is to add up
  /// no elements.
  var suitsReplicas: Bool {
    let gradients = script.flatMap { $0.gradients.flatMap(\.self) }
    let dtypes = Set(variables.map(\.dtype))
    guard case .number = arguments.learningRate else { return false }
    return dtypes.count == 1 && arguments.weightDecay != nil && variables.allSatisfy { $0.count > 0 }
      && !variables.contains { $0.constraint != nil || $0.overwriteWithGradient }
      && (lossScaleOptimizer == nil || dtypes.isSubset(of: [.float32, .float64]))
      && !script.contains(.checkpoint)
      && gradients.allSatisfy {
        if case .dense(let tensor) = $0 { dtypes.contains(tensor.dtype) } else { false }
      }
  }

  /// Whether the optimizer can be made again from its configuration and its state: callables are no part of
  /// the one, nor the accumulators of replicas of the other.
  var suitsCheckpoints: Bool {
    if case .callable = arguments.learningRate { return false }
    if case .callable = arguments.beta1 { return false }
    if case .callable = arguments.beta2 { return false }
    return !usesReplicas
  }

  /// Whether Keras computes the same wherever it runs. In a graph it computes whole packets of eight float32 elements
  /// by an approximation of the processor's where epsilon is nothing (rule R-GRAPH-EPSILON).
  func isPortable(in profile: Profile) -> Bool {
    guard profile == .graph, let epsilon = arguments.epsilon, abs(epsilon) < 0x1p-126 else { return true }
    return !variables.contains { $0.dtype == .float32 && $0.count >= 8 }
  }

  /// Whether a step is taken on several replicas.
  var usesReplicas: Bool { script.contains { if case .applyReplicas = $0 { true } else { false } } }
}
