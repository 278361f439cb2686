@testable import VectorFiles
import Conformance
import ConformanceTesting
import ReferencePort
import Synchronization
import Testing

@Suite struct ExpectConformanceTests {
  private let folder: SmallVectors

  init() throws { folder = try SmallVectors(files: ["finalize.json"]) }

  /// The texts of the issues that `expectConformance` records on a port.
  private func issues(of port: AlteredPort, issueLimit: Int = 3) async throws -> [String] {
    let texts = Mutex<[String]>([])
    try await withKnownIssue {
      try await expectConformance(of: port, vectors: folder.path, issueLimit: issueLimit)
    } matching: { issue in
      texts.withLock { $0.append(issue.comments.map(\.rawValue).joined()) }
      return true
    }
    return texts.withLock { $0 }
  }

  @Test func aRightPortHasNoIssueAndEveryCaseIsRun() async throws {
    let result = try await expectConformance(of: SwiftPort(), vectors: folder.path, workers: 2)
    #expect(result.outcome == .conforms)
    #expect(result.results.count == folder.cases)
  }

  @Test func eachFailingCaseHasAnIssueUpToTheLimit() async throws {
    let issues = try await issues(of: .changing { $0.steps[0][0].bits[0] ^= 1 })
    #expect(issues.count == 5)
    #expect(issues[0].hasPrefix("follows every rule, and rounds differently: 64 of 64 cases differ, "))
    #expect(issues[1].contains("finalize/"))
    #expect(issues[1].contains("(event 0), variable 0"))
    #expect(issues[1].contains("1 ULP apart"))
    #expect(issues[4] == "\(folder.cases - 3) more cases failed")
  }

  @Test func aSingleFailingCaseHasASingleIssueBehindTheVerdict() async throws {
    let all = try await expectConformance(of: SwiftPort(), vectors: folder.path)
    let id = all.results[5].testCase.id
    let issues = try await issues(of: AlteredPort { if $0.id == id { $1.steps[0][0].bits[0] ^= 1 } })
    #expect(issues.count == 2)
    #expect(issues.last?.hasPrefix("\(id): ") == true)
  }

  @Test func aPortThatLacksEverythingHasAnIssue() async throws {
    var port = AlteredPort.changing { _ in }
    port.dtypes = []
    let issues = try await issues(of: port)
    #expect(issues == ["the port has the features of none of the \(folder.cases) cases"])
  }

  @Test func aPortThatGivesUpHasAnIssueForTheCasesThatWereNotRun() async throws {
    struct GaveUp: Error {}
    let issues = try await issues(of: .changing { _ in throw GaveUp() }, issueLimit: 1)
    #expect(issues.count == 4)
    #expect(issues.first?.hasPrefix("broken port: ") == true)
    #expect(issues.last == "\(folder.cases - Suite.faultLimit) cases were not run")
  }

  @Test func missingVectorsAreAnError() async {
    await #expect(throws: VectorError.folderMissing(searched: ["/nowhere"])) {
      try await expectConformance(of: SwiftPort(), vectors: "/nowhere")
    }
  }

  @Test func aFilterThatMatchesNothingIsAnError() async {
    await #expect(throws: SuiteError.nothingMatches("no-such-case")) {
      try await expectConformance(of: SwiftPort(), vectors: folder.path, filter: "no-such-case")
    }
  }
}

/// The reference, whose observations are altered.
private struct AlteredPort: Port {
  let alter: @Sendable (Case, inout Observation) throws -> Void
  var dtypes: [DType]?

  init(_ alter: @escaping @Sendable (Case, inout Observation) throws -> Void) { self.alter = alter }

  /// The same change in every case.
  static func changing(_ change: @escaping @Sendable (inout Observation) throws -> Void) -> AlteredPort {
    AlteredPort { try change(&$1) }
  }

  func describe() -> PortDescription {
    var description = SwiftPort().describe()
    description.dtypes = dtypes
    return description
  }

  func run(_ testCase: Case, trace: Bool) throws -> PortReply {
    guard case .observation(var observation) = try SwiftPort().run(testCase, trace: trace) else {
      throw CancellationError()
    }
    try alter(testCase, &observation)
    return .observation(observation)
  }
}
