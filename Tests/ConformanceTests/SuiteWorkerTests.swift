import Synchronization
import Testing

@testable import Conformance
import ConformanceSamples
@testable import PortProcesses
@testable import VectorFiles

@Suite struct SuiteWorkerTests {
  /// A port that is right, and at one request finds that the request before had more of an answer.
  private final class LatePort: Port, Sendable {
    private let late: Int
    private let requests = Mutex(0)

    /// The port that finds it at the request with this number, which may be the one to end.
    init(at late: Int) { self.late = late }

    func describe() -> PortDescription {
      PortDescription(name: "late", version: "1", language: "Swift", features: [.errors])
    }

    func run(_ testCase: Case, trace: Bool) throws -> PortReply {
      try count()
      return .observation(Samples.observation(of: testCase))
    }

    func finish() throws { try count() }

    private func count() throws {
      let number = requests.withLock { number in
        number += 1
        return number
      }
      if number == late { throw PortFault(.unasked(line: "more"), isOfRequestBefore: true) }
    }
  }

  /// The samples that fail, by place; the second of four is not asked of the port.
  private func failures(late: Int) async throws -> (places: [Int], result: SuiteResult) {
    let lacking = #""arguments":{"amsgrad":true,"#
    let cases = (0..<4).map { number in
      Samples.small.replacing("sample/small", with: "sample/\(number)")
        .replacing(#""arguments":{"#, with: number == 1 ? lacking : #""arguments":{"#)
    }
    let vectors = try await VectorFolder(["a.json": VectorFolder.file(cases)]).load()
    let port = LatePort(at: late)
    let result = try await Suite(vectors: vectors).run { port }
    let places = result.results.indices.filter {
      if case .failed(let divergence) = result.results[$0].judgement.verdict {
        divergence.isFault
      } else {
        false
      }
    }
    return (places, result)
  }

  @Test func whatIsFoundLateIsBlamedOnTheCaseThatWasAskedBefore() async throws {
    #expect(try await failures(late: 2).places == [0])
    #expect(try await failures(late: 3).places == [2])
  }

  @Test func theLastCaseIsBlamedAtTheEnd() async throws {
    let (places, result) = try await failures(late: 4)
    #expect(places == [3])
    #expect(result.endFaults.isEmpty)
  }

  @Test func withoutACaseBeforeTheFirstIsBlamed() async throws {
    let (places, result) = try await failures(late: 1)
    #expect(places == [0])
    #expect(result.tally.passed == 2)
    #expect(result.tally.unsupported == 1)
  }
}
