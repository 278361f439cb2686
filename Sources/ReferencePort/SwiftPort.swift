public import Conformance
import KerasOptimizers

/// The reference, `KerasOptimizers.AdamW`, as a port.
///
/// Each case gets a new optimizer. What the reference does not have is answered with `unsupported`.
public struct SwiftPort: Port, Sendable {
  public init() {}

  public func describe() -> PortDescription {
    PortDescription(
      name: "KerasOptimizers", version: "1.0.0", language: "Swift", features: Self.features)
  }

  public func run(_ testCase: Case, trace: Bool) -> PortReply {
    if let missing = describe().missing(for: testCase) { return .unsupported(missing) }
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

extension SwiftPort {
  fileprivate static let features: [Feature] =
    [
      .amsgrad, .clipnorm, .clipvalue, .globalClipnorm, .ema, .lossScaleFactor, .gradientAccumulation,
      .excludeFromWeightDecay, .callableLearningRate, .callableBeta, .assignLearningRate, .finalize,
      .missingGradients, .mixedDTypes, .gradientDType, .initialState, .state, .trace, .errors,
      .flushSubnormals,
    ]
    + [
      "ExponentialDecay", "PiecewiseConstantDecay", "PolynomialDecay", "InverseTimeDecay", "CosineDecay",
      "CosineDecayRestarts",
    ].map(Feature.schedule)
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
