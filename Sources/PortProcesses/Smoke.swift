import Conformance

/// A few questions that have nothing to do with arithmetic, asked before any case.
///
/// A port that answers one of them wrongly would fail everywhere, and for no reason that a rule could explain:
/// its adapter is broken.
public struct Smoke {
  private let port: ProcessPort

  public init(of port: ProcessPort) { self.port = port }

  /// Asks the questions.
  ///
  /// - Throws: A ``SmokeFailure`` that says what the adapter does wrong, or a ``PortFault``.
  public func run() async throws {
    let description = try await port.describe()
    for dtype in description.dtypes ?? DType.allCases {
      guard let first = try await observe(.step(in: dtype, by: 0), as: description) else { continue }
      try check(first, echoes: .step(in: dtype, by: 0))
      try await checkThatOptimizersAreNew(dtype, description)
    }
    try await checkThatUnknownFieldsAreRefused(description.dtypes?.first ?? .float32)
  }

  /// What the port observes in a case; nil if it cannot run it.
  private func observe(_ testCase: Case, as description: PortDescription) async throws -> Observation? {
    let features = description.features ?? []
    switch try await port.run(testCase, trace: features.contains(.trace)) {
    case .observation(let observation):
      for (feature, isThere) in [
        (Feature.state, observation.state != nil), (.trace, observation.trace != nil),
      ] where features.contains(feature) && !isThere {
        throw SmokeFailure.reportsNone(feature)
      }
      return observation
    case .unsupported: return nil
    case .refused(let refusal):
      throw SmokeFailure.refusesPlainCase(in: testCase.variables[0].data.dtype, refusal)
    }
  }

  /// Bits, byte order and shapes: with a learning rate of 0 every variable keeps its value.
  private func check(_ observation: Observation, echoes testCase: Case) throws(SmokeFailure) {
    guard observation.steps.count == testCase.script.count else {
      throw .wrongSteps(expected: testCase.script.count, actual: observation.steps.count)
    }
    for step in observation.steps {
      guard step.count == testCase.variables.count else {
        throw .wrongVariables(expected: testCase.variables.count, actual: step.count)
      }
      for (actual, variable) in zip(step, testCase.variables) where actual != variable.data {
        guard actual.count == variable.count else {
          throw .wrongElements(shape: variable.shape, expected: variable.count, actual: actual.count)
        }
        guard actual.byteSwapped != variable.data else { throw .swapsBytes }
        throw .changesBits(from: variable.data, to: actual)
      }
    }
  }

  /// A case must lead to the same values whatever was run before it.
  private func checkThatOptimizersAreNew(_ dtype: DType, _ description: PortDescription) async throws {
    let before = try await observe(.step(in: dtype, by: 0.25), as: description)
    let other = try await observe(.step(in: dtype, by: 2), as: description)
    guard before?.steps != other?.steps else { throw SmokeFailure.answersAlike }
    let after = try await observe(.step(in: dtype, by: 0.25), as: description)
    guard before?.steps == after?.steps else { throw SmokeFailure.keepsOptimizer }
  }

  private func checkThatUnknownFieldsAreRefused(_ dtype: DType) async throws {
    guard case .refused(let refusal) = try await port.runWithUnknownField(.step(in: dtype, by: 0)),
      refusal.category == .internal
    else { throw SmokeFailure.obeysUnknownField }
  }
}

extension Case {
  /// Two steps on variables of several shapes, whose size grows with `rate`; 0 leaves everything as it is, also
  /// where a decay is wrongly not times the rate. Keras' default for beta_2 is 1 in bfloat16, where no step would
  /// do anything.
  fileprivate static func step(in dtype: DType, by rate: Double) -> Case {
    func tensor(_ count: Int, from start: Double) -> Tensor {
      Tensor(
        dtype,
        bits: (0..<count).map { dtype.bits(nearestTo: (start + Double($0)) * ($0 % 2 == 0 ? 1.1 : -1.3)) })
    }
    let shapes = [[2, 3], [], [3]]
    let counts = shapes.map { $0.reduce(1, *) }
    let gradients = counts.enumerated().map { Gradient.dense(tensor($1, from: Double($0) - 5 * rate)) }
    return Case(
      id: "smoke",
      arguments: Arguments([.learningRate: .number(rate), .weightDecay: .number(0), .beta2: .number(0.95)]),
      variables: zip(shapes, counts).enumerated().map { index, variable in
        Variable(name: "v\(index)", shape: variable.0, data: tensor(variable.1, from: Double(index + 1)))
      },
      script: [.apply(gradients), .apply(gradients)]
    )
  }
}

extension Tensor {
  /// The elements with their bytes the other way round.
  fileprivate var byteSwapped: Tensor {
    Tensor(dtype, bits: bits.map { $0.byteSwapped >> UInt64(64 - dtype.bitWidth) })
  }
}
