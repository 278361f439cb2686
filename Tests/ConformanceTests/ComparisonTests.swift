import Testing

@testable import Conformance
import ConformanceSamples

@Suite struct ComparisonTests {
  private let testCase: Case
  private let right: Observation

  init() throws {
    testCase = try Samples.testCase(Samples.full)
    right = Samples.observation(of: testCase)
  }

  private func judge(_ observation: Observation, declaring features: [Feature]? = nil) -> Judgement {
    let port = PortDescription(name: "p", version: "1", language: "Swift", features: features)
    return Judgement(of: .observation(observation), to: testCase, from: port)
  }

  /// The divergence of an observation with one thing changed.
  private func divergence(
    declaring features: [Feature]? = nil,
    _ change: (inout Observation) -> Void
  ) throws -> Divergence {
    var observation = right
    change(&observation)
    guard case .failed(let divergence) = judge(observation, declaring: features).verdict else {
      throw NotFailed()
    }
    return divergence
  }

  @Test func equalBitsPassAndEverythingIsCompared() {
    let judgement = judge(right)
    #expect(judgement.verdict == .passed)
    #expect(judgement.compared == testCase.expectation?.comparisonCount)
    #expect(judgement.elements == 3 + 3 + 2 + 13 + 5 + 9 + 2)
  }

  @Test func oneBitOfOneElementIsFound() throws {
    let found = try divergence { $0.steps[5][0].bits[1] ^= 1 }
    #expect(
      found
        == Divergence(
          .bits(.float32, expected: 0x3f80_0000, actual: 0x3f80_0001),
          quantity: .variable,
          event: 5,
          step: 3,
          variable: 0,
          variableName: "kernel",
          element: 1
        )
    )
    #expect(found.ulps == 1)
    #expect(
      found.description == """
        step 3 (event 5), variable 0 (kernel), element 1: expected 3f800000 (1.0), got 3f800001 (1.0000001), \
        1 ULP apart
        """
    )
  }

  @Test func stepsThatWereNotKeptAreNotCompared() {
    var observation = right
    observation.steps[1][0].bits[1] ^= 1
    #expect(judge(observation).verdict == .passed)
  }

  @Test func theFirstDifferenceInTheOrderOfComputationIsReported() throws {
    let found = try divergence {
      $0.state?.iterations = 0
      $0.steps[0][0].bits[0] ^= 1
      $0.steps[5][0].bits[0] ^= 1
      $0.trace?[0].variables[0]?[.momentum]?.bits[1] ^= 1
      $0.trace?[0].variables[1]?[.gradientUnscaled]?.bits[0] ^= 4
    }
    #expect(found.quantity == .traced(.gradientUnscaled))
    #expect((found.event, found.variable, found.element) == (0, 1, 0))
    #expect(found.ulps == 4)
  }

  @Test func everyKindOfDifferenceHasItsPlace() throws {
    let changes: [(ComparedQuantity, Divergence.Difference, (inout Observation) -> Void)] = [
      (.steps, .count(of: .steps, expected: 6, actual: 5), { $0.steps.removeLast() }),
      (.steps, .count(of: .steps, expected: 6, actual: 7), { $0.steps.append($0.steps[0]) }),
      (.variable, .count(of: .variables, expected: 2, actual: 1), { $0.steps[0].removeLast() }),
      (.variable, .count(of: .elements, expected: 2, actual: 1), { $0.steps[0][0].bits.removeLast() }),
      (.variable, .count(of: .elements, expected: 1, actual: 0), { $0.steps[0][1].bits = [] }),
      (
        .variable, .dtype(expected: .float16, actual: .bfloat16),
        { $0.steps[0][1] = Tensor(.bfloat16, bits: [0x3c00]) }
      ),
      (.iterations, .integer(expected: 6, actual: 5), { $0.state?.iterations = 5 }),
      (.stepCounter, .integer(expected: 1, actual: 0), { $0.state?.stepCounter = 0 }),
      (
        .learningRate, .bits(.float32, expected: 0x3d4c_cccd, actual: 0),
        { $0.state?.learningRate = Tensor(.float32, bits: [0]) }
      ),
      (
        .lossScale, .bits(.float32, expected: 0x4480_0000, actual: 0),
        { $0.state?.lossScale = Tensor(.float32, bits: [0]) }
      ),
      (
        .slot(.velocity), .count(of: .variables, expected: 2, actual: 1),
        { $0.state?.slots[.velocity]?.removeLast() }
      ),
      (.slot(.velocity), .presence(expected: true), { $0.state?.slots[.velocity]?[1] = nil }),
      (
        .slot(.gradientAccumulator), .presence(expected: false),
        { $0.state?.slots[.gradientAccumulator]?[1] = Tensor(.float16, bits: [0]) }
      ),
      (
        .scalar(.learningRate, .float16), .bits(.float16, expected: 0x2e66, actual: 0x2e67),
        { $0.trace?[0].scalars[.learningRate]?[.float16]?.bits = [0x2e67] }
      ),
      (
        .traced(.overwritten), .bits(.float16, expected: 0x3800, actual: 0),
        { $0.trace?[1].variables[1]?[.overwritten]?.bits = [0] }
      ),
    ]
    for (quantity, difference, change) in changes {
      let found = try divergence(change)
      #expect(found.quantity == quantity)
      #expect(found.difference == difference)
      #expect(!found.description.isEmpty)
    }
    for slot in State.Slot.allCases {
      let found = try divergence { $0.state?.slots[slot]?[0]?.bits[0] ^= 1 }
      #expect(found.quantity == .slot(slot))
    }
  }

  @Test func minusZeroIsNotZeroAndNaNIsNaN() throws {
    var testCase = testCase
    testCase.expectation = .values(
      ExpectedValues(steps: [
        ExpectedValues.Step(
          event: 0,
          variables: [Tensor(.float32, bits: [0, 0x7fc0_0000]), Tensor(.float16, bits: [0x7e00])]
        )
      ])
    )
    var observation = right
    observation.steps[0] = [Tensor(.float32, bits: [0, 0xffff_ffff]), Tensor(.float16, bits: [0xfc01])]
    let port = PortDescription(name: "p", version: "1", language: "Swift")
    #expect(Judgement(of: .observation(observation), to: testCase, from: port).verdict == .passed)

    observation.steps[0][0].bits[0] = 0x8000_0000
    guard case .failed(let zero) = Judgement(of: .observation(observation), to: testCase, from: port).verdict
    else { throw NotFailed() }
    #expect(zero.ulps == 1)

    observation.steps[0][0].bits = [0, 0x3f80_0000]
    guard
      case .failed(let number) = Judgement(of: .observation(observation), to: testCase, from: port).verdict
    else { throw NotFailed() }
    #expect(number.ulps == nil)
    #expect(number.explanation == "expected 7fc00000 (nan), got 3f800000 (1.0), one is NaN")
  }

  @Test func whatAPortLeavesOutIsNotCompared() {
    var observation = right
    observation.state = State(iterations: 6)
    observation.trace = [TraceEntry(event: 0, scalars: [:], variables: [nil])]
    let judgement = judge(observation)
    #expect(judgement.verdict == .passed)
    #expect(judgement.compared == 4 + 1)
    observation.state = nil
    observation.trace = nil
    #expect(judge(observation).verdict == .passed)
  }

  @Test func aDeclaredStateMustBeComplete() throws {
    let without: [(ComparedQuantity, (inout Observation) -> Void)] = [
      (.state, { $0.state = nil }),
      (.iterations, { $0.state?.iterations = nil }),
      (.learningRate, { $0.state?.learningRate = nil }),
      (.slot(.average), { $0.state?.slots[.average] = nil }),
      (.lossScale, { $0.state?.lossScale = nil }),
      (.stepCounter, { $0.state?.stepCounter = nil }),
    ]
    for (quantity, remove) in without {
      let found = try divergence(declaring: [.state], remove)
      #expect(found.quantity == quantity)
      #expect(found.difference == .presence(expected: true))
    }
  }

  @Test func refusalsAreComparedByCategoryAndArgument() throws {
    let refused = try Samples.testCase(Samples.refused)
    let port = PortDescription(name: "p", version: "1", language: "Swift")
    func verdict(_ reply: PortReply, to testCase: Case) -> Verdict {
      Judgement(of: reply, to: testCase, from: port).verdict
    }
    let right = Refusal(.invalidArgument, argument: "clipnorm", message: "any words")
    #expect(verdict(.refused(right), to: refused) == .passed)

    let wrong = [
      Refusal(.invalidArgument, argument: "clipvalue"), Refusal(.invalidArgument),
      Refusal(.invalidGradients, argument: "clipnorm"),
    ]
    for refusal in wrong {
      guard case .failed(let divergence) = verdict(.refused(refusal), to: refused) else { throw NotFailed() }
      #expect(
        divergence.difference
          == .refusal(expected: Refusal(.invalidArgument, argument: "clipnorm"), actual: refusal)
      )
      #expect(!divergence.isFault)
    }
    guard case .failed(let values) = verdict(.observation(self.right), to: refused) else { throw NotFailed() }
    #expect(values.explanation == "expected the refusal invalid_argument of clipnorm, got values")
    guard case .failed(let refusal) = verdict(.refused(right), to: testCase) else { throw NotFailed() }
    #expect(
      refusal.explanation == "expected values, got the refusal invalid_argument of clipnorm (any words)"
    )
    guard case .failed(let confused) = verdict(.refused(Refusal(.internal)), to: testCase) else {
      throw NotFailed()
    }
    #expect(!confused.isFault)
  }

  @Test func aCaseOfWhichNothingIsComparedFails() throws {
    var testCase = testCase
    let port = PortDescription(name: "p", version: "1", language: "Swift")
    for expectation in [nil, Expectation.values(ExpectedValues(steps: []))] {
      testCase.expectation = expectation
      let verdict = Judgement(of: .observation(right), to: testCase, from: port).verdict
      #expect(verdict == .failed(Divergence(.nothingCompared, quantity: .expectation)))
    }
  }

  @Test func unsupportedIsNeitherPassedNorFailed() {
    let missing = Unsupported(feature: "amsgrad")
    let port = PortDescription(name: "p", version: "1", language: "Swift")
    #expect(Judgement(of: .unsupported(missing), to: testCase, from: port).verdict == .unsupported(missing))
  }

  struct NotFailed: Error {}
}
