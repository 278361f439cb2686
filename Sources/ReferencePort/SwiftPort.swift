public import Conformance
import KerasOptimizers

/// The reference, `KerasOptimizers.AdamW`, as a port.
///
/// Each case gets a new optimizer. What the reference does not have is answered with `unsupported`.
public struct SwiftPort: Port, Sendable {
  public init() {}

  public func describe() -> PortDescription {
    PortDescription(name: "KerasOptimizers", version: "1.0.0", language: "Swift")
  }

  public func run(_ testCase: Case, trace: Bool) -> PortReply {
    if let missing = testCase.missingFeature { return .unsupported(Unsupported(feature: missing.name)) }
    do throws(OptimizerError) {
      return .observation(try observe(testCase, trace: trace))
    } catch {
      return .refused(Refusal(error))
    }
  }

  private func observe(_ testCase: Case, trace: Bool) throws(OptimizerError) -> Observation {
    let session = try Session(testCase, trace: trace)
    var steps: [[Tensor]] = []
    for (index, event) in testCase.script.enumerated() {
      try session.play(event, at: index)
      steps.append(session.values)
    }
    return Observation(steps: steps, state: session.state, trace: session.trace)
  }
}

extension Case {
  /// The first thing that the case needs and the reference lacks.
  fileprivate var missingFeature: Feature? {
    if lossScaleOptimizer != nil { return .lossScaleOptimizer }
    if let constraint = variables.lazy.compactMap(\.constraint).first { return .constraint(constraint.name) }
    if variables.contains(where: \.overwriteWithGradient) { return .overwriteWithGradient }
    for event in script {
      switch event {
      case .applyReplicas: return .replicas
      case .checkpoint: return .checkpoint
      case .apply(let gradients):
        for case .rows in gradients { return .sparseGradients }
      case .learningRate, .finalize: continue
      }
    }
    return nil
  }
}

extension Refusal {
  fileprivate init(_ error: OptimizerError) {
    let category: Category =
      switch error.category {
      case .invalidArgument: .invalidArgument
      case .invalidGradients: .invalidGradients
      case .notBuilt: .notBuilt
      }
    self.init(category, argument: error.argument, message: error.message)
  }
}
