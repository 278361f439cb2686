public import Conformance
import KerasOptimizers
public import OptimizerFiles

/// The reference, `KerasOptimizers.AdamW`, as a port.
///
/// Each case gets a new optimizer. What the reference does not have is answered with `unsupported`.
public struct SwiftPort: Port, Sendable {
  /// The version of the reference, and of the command that comes with it.
  public static let version = "1.0.0"

  private let profile: Conformance.Profile
  private let start: OptimizerFile?
  private let end: String?

  /// The reference.
  ///
  /// - Parameters:
  ///   - profile: Where Keras would run the steps.
  ///   - start: What each case's optimizer is made from, in place of the case's arguments.
  ///   - end: The path of a file that is written of the optimizer after each case.
  public init(
    in profile: Conformance.Profile = .eager, startingFrom start: OptimizerFile? = nil,
    savingTo end: String? = nil
  ) {
    self.profile = profile
    self.start = start
    self.end = end
  }

  public func describe() -> PortDescription {
    PortDescription(
      name: "KerasOptimizers", version: Self.version, language: "Swift", features: Self.features)
  }

  public func run(_ testCase: Case, trace: Bool) throws -> PortReply {
    // Asked here too: who calls a port by itself, without a suite or a server, may have a schedule that is unknown.
    if let missing = describe().missing(for: testCase) { return .unsupported(missing) }
    do {
      return .observation(try observe(testCase, trace: trace))
    } catch let error as OptimizerError {
      return .refused(Refusal(error))
    }
  }

  private func observe(_ testCase: Case, trace: Bool) throws -> Observation {
    let session = try Session(testCase, in: profile, from: start, trace: trace)
    var steps: [[Tensor]] = []
    for (index, event) in testCase.script.enumerated() {
      try session.play(event, at: index)
      steps.append(session.values)
    }
    if let end { try session.file.write(to: end) }
    return Observation(steps: steps, state: session.state, trace: session.trace)
  }
}

extension SwiftPort {
  fileprivate static let features: [Feature] =
    [
      .amsgrad, .clipnorm, .clipvalue, .globalClipnorm, .ema, .lossScaleFactor, .gradientAccumulation,
      .excludeFromWeightDecay, .callableLearningRate, .callableBeta, .assignLearningRate, .finalize,
      .missingGradients, .mixedDTypes, .gradientDType, .sparseGradients, .lossScaleOptimizer,
      .overwriteWithGradient, .replicas, .checkpoint, .optimizer("Adam"), .initialState, .state, .trace,
      .errors, .flushSubnormals,
    ]
    + [
      "ExponentialDecay", "PiecewiseConstantDecay", "PolynomialDecay", "InverseTimeDecay", "CosineDecay",
      "CosineDecayRestarts",
    ].map(Feature.schedule)
    + ["MaxNorm", "NonNeg", "UnitNorm", "MinMaxNorm"].map(Feature.constraint)
}

extension Refusal {
  fileprivate init(_ error: OptimizerError) {
    let category: Category =
      switch error.category {
      case .invalidArgument, .invalidState: .invalidArgument
      case .invalidGradients: .invalidGradients
      case .notBuilt: .notBuilt
      }
    self.init(category, argument: error.argument, message: error.message)
  }
}
