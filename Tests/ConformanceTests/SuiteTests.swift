import Synchronization
import Testing

@testable import Conformance
import ConformanceSamples
@testable import VectorFiles

@Suite struct SuiteTests {
  private static func vectors() async throws -> VectorSet {
    let cases = (0..<50).map { Samples.small.replacing("sample/small", with: "sample/\($0)") }
    return try await VectorFolder([
      "many.json": VectorFolder.file(cases), "refused.json": VectorFolder.file([Samples.refused]),
    ]).load()
  }

  private static func run(_ port: FakePort, workers: Int = 1) async throws -> SuiteResult {
    try await Suite(vectors: vectors()).run(workers: workers, makePort: { port })
  }

  @Test func aRightPortConforms() async throws {
    let result = try await Self.run(.right)
    #expect(result.outcome == .conforms)
    #expect(result.tally.cases == 51)
    #expect(result.tally.passed == 51)
    #expect(result.results.count == result.manifest.cases)
  }

  @Test(arguments: [1, 2, 3, 100]) func anyNumberOfWorkersGivesTheSameResults(workers: Int) async throws {
    let made = Counter()
    let vectors = try await Self.vectors()
    let result = try await Suite(vectors: vectors).run(workers: workers) {
      made.increment()
      return FakePort.right
    }
    #expect(result.results.map(\.testCase.id) == vectors.files.flatMap(\.cases).map(\.id))
    #expect(result.results.map(\.file).last == "refused.json")
    #expect(made.count == min(workers, 51))
  }

  @Test func progressCountsEveryCaseOnce() async throws {
    let seen = Mutex<Set<Int>>([])
    _ = try await Suite(vectors: Self.vectors()).run(
      workers: 4,
      makePort: { FakePort.right },
      progress: { done in _ = seen.withLock { $0.insert(done) } }
    )
    #expect(seen.withLock { $0 } == Set(0..<51))
  }

  // MARK: Ports that are wrong

  @Test func aPortThatIsAlwaysWrongFailsEverywhere() async throws {
    let result = try await Self.run(.changing { $0.steps[0][0].bits[0] ^= 1 })
    #expect(result.outcome == .differs)
    #expect(result.tally.failed == 50)
    #expect(result.tally.passed == 1)
  }

  @Test func aPortThatAnswersNaNFailsEverywhere() async throws {
    let result = try await Self.run(
      .changing {
        $0.steps = $0.steps.map { $0.map { Tensor($0.dtype, bits: $0.bits.map { _ in 0x7fc0_0000 }) } }
      }
    )
    #expect(result.tally.failed == 50)
  }

  @Test func aPortThatCountsWrongFailsEverywhere() async throws {
    for change in [{ $0.steps.removeLast() }, { $0.steps[1] = [] }] as [@Sendable (inout Observation) -> Void]
    {
      #expect(try await Self.run(.changing(change)).tally.failed == 50)
    }
  }

  @Test func aPortThatBlamesTheWrongArgumentFails() async throws {
    let result = try await Self.run(
      FakePort { _, _ in .refused(Refusal(.invalidArgument, argument: "clipvalue")) }
    )
    #expect(result.outcome == .differs)
    #expect(result.tally.failed == 51)
  }

  @Test func aPortThatSupportsNothingIsNotSaidToConform() async throws {
    let result = try await Self.run(FakePort { _, _ in .unsupported(Unsupported(feature: "everything")) })
    #expect(result.outcome == .unjudged)
    #expect(result.tally.unsupported == 51)
  }

  @Test func whatAPortDoesNotDeclareIsNotSent() async throws {
    var port = FakePort { testCase, _ in throw Broken() }
    port.description.dtypes = [.float64]
    let result = try await Self.run(port)
    #expect(result.tally.unsupported == 51)
  }

  @Test func aPortThatThrowsIsBroken() async throws {
    let result = try await Self.run(
      FakePort { testCase, trace in
        if testCase.id == "sample/7" { throw Broken() }
        return try FakePort.right.answer(testCase, trace)
      }
    )
    #expect(result.outcome == .broken)
    #expect(result.tally.failed == 1)
    #expect(result.tally.passed == 50)
  }

  @Test func aPortThatCannotStartIsSaidToBeUnusable() async throws {
    let suite = try Suite(vectors: try await Self.vectors())
    await #expect(throws: SuiteError.portUnusable(Broken())) {
      try await suite.run(workers: 2) { throw Broken() }
    }
  }

  @Test func aMachineThatFailsIsNotThePortsFault() async throws {
    struct NoMemory: Fault {
      var blame: Blame { .machine }
      var description: String { "No memory." }
    }
    let suite = try Suite(vectors: try await Self.vectors())
    let port = FakePort { testCase, trace in
      if testCase.id == "sample/7" { throw NoMemory() }
      return try FakePort.right.answer(testCase, trace)
    }
    let error = await #expect(throws: SuiteError.self) { try await suite.run { port } }
    #expect(error == .portUnusable(NoMemory()))
    #expect(error?.blame == .machine)
  }

  @Test func tracesAreAskedForWhereTheyAreExpectedAndDeclared() async throws {
    let traced = Samples.full.replacing("\n", with: " ")
    let vectors = try await VectorFolder(["traced.json": VectorFolder.file([traced, Samples.small])]).load()
    for features in [nil, [Feature.trace], []] {
      let asked = Mutex<[String]>([])
      var port = FakePort { testCase, trace in
        if trace { asked.withLock { $0.append(testCase.id) } }
        return try FakePort.right.answer(testCase, trace)
      }
      port.description.features = features.map { $0 + vectors.files[0].cases.flatMap(\.features) }
      _ = try await Suite(vectors: vectors).run { [port] in port }
      #expect(asked.withLock { $0 } == (features == [] ? [] : ["sample/full"]))
    }
  }

  @Test func copiesOfAPortMustDescribeThemselvesAlike() async throws {
    let vectors = try await VectorFolder().load()
    let count = Counter()
    let fault = await #expect(throws: SuiteError.self) {
      try await Suite(vectors: vectors).run(workers: 2) {
        var port = FakePort.right
        port.description.version = "\(count.increment())"
        return port
      }
    }
    #expect("\(try #require(fault))".contains("Copies of the port describe themselves differently."))
  }

  struct Broken: Error {}

  private final class Counter: Sendable {
    private let value = Mutex(0)
    var count: Int { value.withLock { $0 } }
    @discardableResult func increment() -> Int {
      value.withLock { value in
        value += 1
        return value
      }
    }
  }
}

@Suite struct FilterTests {
  @Test(arguments: [
    ("sample/small", true), ("small", true), ("sample/*", true), ("*", true), ("samp?e/small", true),
    ("R-UPDATE-1", true), ("UPDATE", true), ("R-UPDATE-*", true), ("R-UPDATE-[0-9]", true),
    ("small*", false), ("R-DECAY-*", false), ("SMALL", false), ("sample/smal?l", false),
  ])
  func matchesIdsAndRules(pattern: String, matches: Bool) throws {
    #expect(try Filter(pattern).matches(Samples.testCase(Samples.small)) == matches)
  }

  @Test func choosesTheCasesThatMatch() async throws {
    let vectors = try await VectorFolder().load()
    #expect(try Suite(vectors: vectors, filter: Filter("R-ERROR-*")).count == 1)
    #expect(throws: SuiteError.nothingMatches("nothing")) {
      try Suite(vectors: vectors, filter: Filter("nothing"))
    }
  }

  @Test func anIdWithBracketsMatchesItself() throws {
    for id in ["axes-2x3-[0,2]", "what?", "a*", #"back\slash"#] {
      #expect(Filter.match(Filter.literal(id), id))
    }
    #expect(!Filter.match(Filter.literal("axes-[0,2]"), "axes-0"))
    var testCase = try Samples.testCase(Samples.small)
    testCase.id = "axes-[0,2]"
    #expect(Filter("axes-[0,2]").matches(testCase))
  }
}
