import Testing

@testable import Conformance
@testable import Exploration
import Wire

/// The requests of random cases, for a second judge.
@Suite struct RandomRequestsTests {
  private static func lines(_ count: Int, seed: UInt64, as encoding: TensorEncoding = .hexadecimal) throws
    -> [String]
  {
    var lines: [String] = []
    try RandomRequests(count: count, seed: seed).write(as: encoding) { lines.append($0) }
    return lines
  }

  @Test(arguments: [TensorEncoding.hexadecimal, .decimal])
  func theLinesAreTheRequestsOfARun(encoding: TensorEncoding) throws {
    let requests = try Self.lines(300, seed: 4, as: encoding).map {
      try Request(line: $0)
    }
    let generator = CaseGenerator(seed: 4, for: [])
    for (index, request) in requests.enumerated() {
      switch request {
      case .start(let version):
        #expect(index == 0)
        #expect(version == Request.protocolVersion)
      case .run(let sequence, let testCase, let trace):
        #expect(sequence == index)
        #expect(trace)
        if encoding == .hexadecimal { #expect(testCase == generator.testCase(index - 1)) }
        #expect(testCase.id == "fuzz/4-\(index - 1)")
      case .stop: #expect(index == 301)
      }
    }
    #expect(requests.count == 302)
  }

  @Test func theSameSeedGivesTheSameBytes() throws {
    #expect(try Self.lines(100, seed: 4) == Self.lines(100, seed: 4))
    #expect(try Self.lines(200, seed: 4).prefix(100) == Self.lines(100, seed: 4).prefix(100))
    #expect(try Self.lines(100, seed: 4) != Self.lines(100, seed: 5))
  }
}
