import Conformance
import Foundation
import ReferencePort
import Testing
import VectorFiles

@testable import Wire

/// How long the lines of the protocol are that the vectors lead to, as PROTOCOL.md says.
@Suite("Line lengths")
struct LineLengthTests {
  /// A sentence of the protocol with its two figures: bytes in the encoding `hex`, and in `decimal`.
  private func limits(of lines: String) throws -> [TensorEncoding: Int] {
    let text = try String(contentsOfFile: GoldenVectors.store.root + "/PROTOCOL.md", encoding: .utf8)
    let sentence = try Regex(
      "no \(lines) has more than ([0-9,]+) bytes, or ([0-9,]+) in the encoding `decimal`")
    let match = try #require(text.firstMatch(of: sentence), "PROTOCOL.md says how long a \(lines) is")
    let figures = try (1...2).map { group in
      let figure = try #require(match.output[group].substring)
      return try #require(Int(figure.replacing(",", with: "")))
    }
    return [.hexadecimal: figures[0], .decimal: figures[1]]
  }

  @Test(
    "No request and no reply is longer than the protocol says",
    arguments: [TensorEncoding.hexadecimal, .decimal])
  func longestLines(encoding: TensorEncoding) async throws {
    let cases = try await GoldenVectors.loaded.value.files.flatMap(\.cases)
    var (request, reply) = (0, 0)
    for (index, testCase) in cases.enumerated() {
      let sent = try Request.run(sequence: index, testCase, trace: true).line(as: encoding)
      request = max(request, sent.utf8.count)
      let given = try SwiftPort().run(testCase, trace: testCase.hasTrace)
      guard case .observation(let observation) = given else { continue }
      let answer = try Reply.run(sequence: index, observation, for: testCase).line(as: encoding)
      reply = max(reply, answer.utf8.count)
    }
    for (lines, longest) in [("request", request), ("reply", reply)] {
      let limit = try #require(limits(of: lines)[encoding])
      #expect(longest <= limit, "the longest \(lines) has \(longest) bytes")
      // A limit far above the truth would say nothing.
      #expect(limit < longest + longest / 10, "the longest \(lines) has \(longest) bytes only")
    }
  }
}

extension Case {
  fileprivate var hasTrace: Bool {
    if case .values(let values) = expectation { values.trace != nil } else { false }
  }
}
