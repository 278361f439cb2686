public import Conformance

/// A few questions that have nothing to do with arithmetic, asked before any case.
///
/// A port that answers one of them wrongly would fail everywhere, and for no reason that a rule could explain:
/// its adapter is broken. One that refuses them may still be right about the cases: that is only remarked.
public struct Smoke {
  /// What the answers show, besides that the adapter is not broken.
  public private(set) var remarks: [Remark] = []

  private let port: ProcessPort
  private var refusals: [SmokeRefusal] = []
  /// The first plain case that the port has answered.
  private var answered: Case?

  public init(of port: ProcessPort) { self.port = port }

  /// Asks the questions.
  ///
  /// - Throws: A ``SmokeFailure`` that says what the adapter does wrong, or a ``PortFault``.
  public mutating func run() async throws {
    let description = try await port.describe()
    let dtypes = description.dtypes ?? DType.allCases
    for dtype in dtypes {
      guard let first = try await examine(dtype, [[2, 3], [], [3]], description) else { continue }
      if let second = try await examine(dtype, [[2, 3], [3]], description) {
        note("a plain case", dtype, second)
      } else {
        note("a case with a variable of the shape []", dtype, first)
      }
    }
    remarks = refusals.map(\.remark)
    try await checkThatUnknownFieldsAreRefused(in: dtypes.first ?? .float32)
  }

  /// Asks the questions of one type, with variables of these shapes; gives the refusal, if a plain case is refused.
  private mutating func examine(
    _ dtype: DType, _ shapes: [[Int]], _ description: PortDescription
  ) async throws -> Refusal? {
    let still = Case.step(in: dtype, by: 0, shapes)
    let plain = Case.step(in: dtype, by: 0.25, shapes)
    let echo = try await ask(still, description)
    if case .observation(let observation) = echo { try check(observation, echoes: still) }
    let before: Observation
    switch try await ask(plain, description) {
    case .observation(let observation): before = observation
    case .refused(let refusal): return refusal
    case .unsupported: return nil
    }
    answered = answered ?? plain
    if case .refused(let refusal) = echo { note("a learning rate of 0", dtype, refusal) }
    // A case must lead to the same values whatever was run before it.
    switch try await ask(.step(in: dtype, by: 2, shapes), description) {
    case .observation(let other):
      guard before.steps != other.steps else { throw SmokeFailure.answersAlike }
    case .refused(let refusal): note("a learning rate of 2", dtype, refusal)
    case .unsupported: break
    }
    guard case .observation(let after) = try await ask(plain, description), before.steps == after.steps else {
      throw SmokeFailure.keepsOptimizer
    }
    return nil
  }

  private func ask(_ testCase: Case, _ description: PortDescription) async throws -> PortReply {
    let features = description.features ?? []
    let reply = try await port.run(testCase, trace: features.contains(.trace))
    if case .observation(let observation) = reply {
      for (feature, isThere) in [
        (Feature.state, observation.state != nil), (.trace, observation.trace != nil),
      ] where features.contains(feature) && !isThere {
        throw SmokeFailure.reportsNone(feature)
      }
    }
    return reply
  }

  /// Notes what is refused, once for all types in which it is so.
  private mutating func note(_ cause: String, _ dtype: DType, _ refusal: Refusal) {
    if let same = refusals.firstIndex(where: { $0.cause == cause && $0.refusal == refusal }) {
      refusals[same].dtypes.append(dtype)
    } else {
      refusals.append(SmokeRefusal(cause: cause, dtypes: [dtype], refusal: refusal))
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

  private mutating func checkThatUnknownFieldsAreRefused(in dtype: DType) async throws {
    let reply = try await port.runWithUnknownField(answered ?? .step(in: dtype, by: 0.25, [[2, 3], [3]]))
    if case .refused(let refusal) = reply, refusal.category == .internal { return }
    // Of a port that refuses the question anyway it is not known why it does.
    if case .observation = reply {} else if answered == nil { return }
    remarks.append(
      Remark(
        .obeysUnknownField,
        "A request with an unknown field must be refused with an error of the category 'internal', and is not."
      ))
  }
}

extension Case {
  /// Two steps on variables of several shapes, whose size grows with `rate`; 0 leaves everything as it is, also
  /// where a decay is wrongly not times the rate. Keras' default for beta_2 is 1 in bfloat16, where no step would
  /// do anything.
  fileprivate static func step(in dtype: DType, by rate: Double, _ shapes: [[Int]]) -> Case {
    // No zeros: an optimizer without an epsilon, or with one that is zero in float16, would divide by zero.
    func tensor(_ count: Int, from start: Double) -> Tensor {
      Tensor(
        dtype,
        bits: (0..<count).map {
          dtype.bits(nearestTo: (start + Double($0) + 0.5) * ($0 % 2 == 0 ? 1.1 : -1.3))
        })
    }
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
