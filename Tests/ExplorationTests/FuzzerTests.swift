@testable import PortProcesses
import Foundation
import Testing

@testable import Conformance
import ConformanceSamples
@testable import Exploration
@testable import VectorFiles

/// The search for a case on which two ports disagree.
@Suite struct FuzzerTests {
  /// A port whose variables stay as they are.
  private static let still = FakePort { testCase, _ in
    .observation(Observation(steps: testCase.script.map { _ in testCase.variables.map(\.data) }))
  }

  /// A port that is wrong with `amsgrad`, if an element of a gradient is more than a half.
  private static let wrong = FakePort { testCase, trace in
    guard case .observation(var observation) = try still.answer(testCase, trace) else {
      return .refused(.none)
    }
    for (event, gradients) in testCase.script.map(\.gradients).enumerated() {
      for (index, gradient) in (gradients.first ?? []).enumerated() where testCase.arguments.amsgrad {
        guard case .dense(let tensor) = gradient,
          let element = tensor.values.firstIndex(where: { $0 > 0.5 })
        else { continue }
        observation.steps[event][index].bits[element] ^= 1
      }
    }
    return .observation(observation)
  }

  private static func fuzz(
    _ port: FakePort,
    oracle: FakePort = still,
    cases: Int = 500,
    interrupt: Interrupt = Interrupt()
  ) async throws -> FuzzResult {
    let duel = try await Duel(oracle: oracle, port: port)
    return try await Fuzzer(duel, seed: 5, limits: .init(cases: cases), interrupt: interrupt).run()
  }

  @Test func portsThatAgreeHaveNoDifference() async throws {
    let result = try await Self.fuzz(Self.still, cases: 300)
    #expect(result.outcome == .conforms)
    #expect(result.counts.compared == 300)
    #expect(result.finding == nil)
    #expect(
      result.text(style: TextStyle(hasColor: false)).hasPrefix("no difference: 300 random cases of seed 5"))
  }

  @Test func aDifferenceIsMadeAsSmallAsItCanBe() async throws {
    let result = try await Self.fuzz(Self.wrong)
    #expect(result.outcome == .differs)
    let finding = try #require(result.finding)
    let smallest = finding.smallest.testCase
    #expect(smallest.variables.count == 1)
    #expect(smallest.variables.first?.count == 1)
    #expect(smallest.arguments == Arguments([.amsgrad: .flag(true)]))
    #expect(smallest.script == [.apply([.dense(Tensor(.float32, bits: [0x3f80_0000]))])])
    #expect(smallest.exclusion == nil && smallest.initialState == nil && smallest.lossScaleOptimizer == nil)
    #expect(smallest.variables.first?.constraint == nil)
    #expect(finding.smallest.divergence.quantity == .variable)
    #expect(
      smallest.python == [
        #"v0 = keras.Variable([1.0], "float32")"#, "optimizer = keras.optimizers.AdamW(amsgrad=True)",
        "optimizer.build([v0])", #"optimizer.apply([keras.ops.array([1.0], "float32")])"#,
      ]
        || smallest.python.first == #"v0 = keras.Variable(1.0, "float32")"#
    )
  }

  @Test func aBetaIsMadeADecimalFractionOfFewDigits() async throws {
    let port = FakePort { testCase, trace in
      guard case .observation(var observation) = try Self.still.answer(testCase, trace),
        case .number(let beta) = testCase.arguments.given[.beta2], (0.61...0.87).contains(beta),
        let first = observation.steps.first?.firstIndex(where: { $0.count > 0 })
      else { return try Self.still.answer(testCase, trace) }
      observation.steps[0][first].bits[0] ^= 1
      return .observation(observation)
    }
    let arguments = try #require(try await Self.fuzz(port).finding?.smallest.testCase.arguments)
    guard case .number(let beta) = arguments.given[.beta2] else {
      Issue.record("no beta")
      return
    }
    #expect(beta.description.count <= 4)
    #expect(arguments.given.count == 1)
  }

  @Test func theSavedFileHoldsTheCaseAndWhatIsRight() async throws {
    let result = try await Self.fuzz(Self.wrong)
    let finding = try #require(result.finding)
    let folder = try VectorFolder([:])
    try folder.write(try #require(try result.vectorFile()), to: "found.json")
    let vectors = try await VectorStore(root: folder.path, file: "found.json").load()
    #expect(vectors.files.first?.cases == [finding.smallest.testCase])
    let right = try await Suite(vectors: vectors).run(makePort: { Self.still })
    #expect(right.outcome == .conforms)
    let wrong = try await Suite(vectors: vectors).run(makePort: { Self.wrong })
    #expect(wrong.outcome == .differs)
  }

  @Test func theSameSeedFindsTheSame() async throws {
    let results = try await [Self.fuzz(Self.wrong), Self.fuzz(Self.wrong)]
    #expect(results[0].finding?.smallest == results[1].finding?.smallest)
    #expect(results[0].finding?.original == results[1].finding?.original)
  }

  @Test func aPortThatDoesNotAnswerIsBroken() async throws {
    let port = FakePort { testCase, trace in
      if testCase.arguments.useEMA { throw PortFault(.closedOutput) }
      return try Self.still.answer(testCase, trace)
    }
    let result = try await Self.fuzz(port)
    #expect(result.outcome == .broken)
    #expect(result.finding?.smallest.testCase.arguments == Arguments([.useEMA: .flag(true)]))
  }

  @Test func anOracleThatDoesNotAnswerEndsTheSearch() async throws {
    let oracle = FakePort { _, _ in .refused(Refusal(.internal, message: "out of order")) }
    await #expect(throws: OracleFault(doing: "answer the case fuzz/5-0", message: "out of order")) {
      try await Self.fuzz(Self.still, oracle: oracle)
    }
  }

  @Test func aRefusalIsAnAnswer() async throws {
    let refusing = FakePort { _, _ in .refused(Refusal(.invalidArgument, argument: "epsilon")) }
    let same = try await Self.fuzz(refusing, oracle: refusing, cases: 20)
    #expect(same.outcome == .conforms)
    #expect(same.counts.refused == 20)
    let different = try await Self.fuzz(Self.still, oracle: refusing, cases: 20)
    #expect(different.finding?.smallest.testCase.variables.count == 1)
    #expect(different.outcome == .differs)
  }

  @Test func whatNeitherCanRunIsNotJudged() async throws {
    let lacking = FakePort { _, _ in .unsupported(Unsupported(feature: "everything")) }
    let result = try await Self.fuzz(lacking, cases: 10)
    #expect(result.outcome == .unjudged)
    #expect(result.counts.unsupported == ["everything": 10])
  }

  @Test func aWishToEndIsObeyed() async throws {
    let interrupt = Interrupt()
    let calls = Counter()
    let port = FakePort { testCase, trace in
      if calls.next() == 10 { interrupt.set() }
      return try Self.still.answer(testCase, trace)
    }
    let result = try await Self.fuzz(port, cases: 1000, interrupt: interrupt)
    #expect(result.counts.cases == 10)
    #expect(result.wasInterrupted)
    #expect(result.text(style: TextStyle(hasColor: false)).contains("s, interrupted\n"))
  }

  @Test func portsWithoutACommonTypeCannotBeCompared() async throws {
    var (single, double) = (Self.still, Self.still)
    single.description.dtypes = [.float32]
    double.description.dtypes = [.float64]
    let duel = try await Duel(oracle: single, port: double)
    #expect(throws: FuzzError.nothingInCommon) { try Fuzzer(duel, seed: 1, limits: .init(cases: 1)) }
  }

  @Test func theJSONSaysTheSame() async throws {
    let result = try await Self.fuzz(Self.wrong)
    let data = Data(try result.json(savedAt: "here.json").utf8)
    let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(json["verdict"] as? String == "differs")
    let difference = try #require(json["difference"] as? [String: Any])
    #expect(difference["elements"] as? Int == 1)
    #expect(difference["saved"] as? String == "here.json")
  }
}

extension Refusal {
  fileprivate static let none = Refusal(.internal)
}

/// Counts calls.
private final class Counter: @unchecked Sendable {
  private let lock = NSLock()
  private var count = 0

  func next() -> Int {
    lock.withLock {
      count += 1
      return count
    }
  }
}
