import Conformance
import ReferencePort
import Synchronization
import Testing

/// What it is to start every step from what the vectors expect.
@Suite struct TeacherForcedPortTests {
  /// The reference, which takes half as large a step again when it updates for the third time.
  private struct OnceWrongPort: Port {
    func describe() -> PortDescription { SwiftPort().describe() }

    func run(_ testCase: Case, trace: Bool) throws -> PortReply {
      guard case .number(let rate) = testCase.arguments.learningRate else {
        return try SwiftPort().run(testCase, trace: trace)
      }
      var changed = testCase
      changed.script = []
      var kept: [Int] = []
      var applied = testCase.initialState?.iterations ?? 0
      for event in testCase.script {
        let isWrong = applied == 2 && !event.gradients.isEmpty
        if isWrong { changed.script.append(.learningRate(1.5 * rate)) }
        kept.append(changed.script.count)
        changed.script.append(event)
        if isWrong { changed.script.append(.learningRate(rate)) }
        if !event.gradients.isEmpty { applied += 1 }
      }
      guard case .observation(var observation) = try SwiftPort().run(changed, trace: false) else {
        return try SwiftPort().run(changed, trace: false)
      }
      observation.steps = kept.map { observation.steps[$0] }
      return .observation(observation)
    }
  }

  /// The reference, and how often it was asked.
  private final class CountingPort: Port, Sendable {
    let requests = Mutex(0)
    func describe() -> PortDescription { SwiftPort().describe() }
    func run(_ testCase: Case, trace: Bool) throws -> PortReply {
      requests.withLock { $0 += 1 }
      return try SwiftPort().run(testCase, trace: trace)
    }
  }

  @Test func aMistakeInOneStepShowsInThatStepOnly() async throws {
    let plain = try #require(
      try await GoldenVectors.loaded.value.files.lazy.flatMap(\.cases).first { $0.id == "core-float32/plain" }
    )
    func steps(_ port: any Port) async throws -> [Int] {
      let reply = try await port.run(plain, trace: false)
      let judgement = Judgement(of: reply, to: plain, from: SwiftPort().describe())
      return judgement.drift.filter { $0.ulps != 0 }.map(\.event)
    }
    guard case .values(let expected) = plain.expectation else {
      Issue.record("The case expects no values.")
      return
    }
    #expect(try await steps(OnceWrongPort()) == expected.steps.map(\.event).filter { $0 >= 2 })
    #expect(try await steps(TeacherForcedPort(OnceWrongPort())) == [2])
  }

  @Test func theReferenceConformsFromEveryState() async throws {
    let suite = try Suite(vectors: try await GoldenVectors.loaded.value)
    let outcome = try await suite.run(workers: 2) { TeacherForcedPort(SwiftPort()) }
    #expect(outcome.outcome == .conforms)
    #expect(outcome.tally.passed == suite.count)
  }

  /// Every step that is kept is a request of its own, so that none is run unforced. A state does not hold what the
  /// replicas have accumulated: their steps may be taken together.
  @Test func everyStepIsForced() async throws {
    for testCase in try await GoldenVectors.loaded.value.files.flatMap(\.cases) {
      guard case .values(let expected) = testCase.expectation, !testCase.features.contains(.replicas) else {
        continue
      }
      let port = CountingPort()
      _ = try await TeacherForcedPort(port).run(testCase, trace: false)
      let last = expected.steps.last.map { $0.event + 1 } ?? 0
      let rest = last < testCase.script.count ? 1 : 0
      #expect(port.requests.withLock { $0 } == expected.steps.count + rest, "\(testCase.id)")
    }
  }
}
