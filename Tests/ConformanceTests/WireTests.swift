import Testing

@testable import Conformance
import ConformanceSamples

@Suite struct WireTests {
  @Test(arguments: [TensorEncoding.hexadecimal, .decimal])
  func aCaseSurvivesTheWire(encoding: TensorEncoding) throws {
    var sent = try Samples.testCase(Samples.full)
    let line = try JSONLine.encode(Request.run(sequence: 7, sent, trace: true), as: encoding)
    guard case .run(let sequence, let received, let trace) = try JSONLine.decode(Request.self, from: line)
    else { throw Unexpected() }
    (sent.expectation, sent.note, sent.keras) = (nil, nil, nil)
    #expect(received == sent)
    #expect(sequence == 7)
    #expect(trace)
    #expect(!line.contains("\n"))
  }

  @Test(arguments: [TensorEncoding.hexadecimal, .decimal])
  func anObservationSurvivesTheWire(encoding: TensorEncoding) throws {
    let testCase = try Samples.testCase(Samples.full)
    let sent = Samples.observation(of: testCase)
    let line = try JSONLine.encode(Reply.run(sequence: 7, sent, for: testCase), as: encoding)
    let reply = try JSONLine.decode(Reply.self, from: line, answering: testCase)
    guard case .run(7, let received, _) = reply else { throw Unexpected() }
    #expect(received == sent)
  }

  @Test func otherRepliesSurviveTheWire() throws {
    let description = PortDescription(
      name: "n",
      version: "v",
      language: "l",
      dtypes: [.float64],
      features: [.amsgrad, .schedule("X")],
      encoding: .decimal
    )
    let start = try JSONLine.encode(Reply.start(description, protocol: 1), as: .hexadecimal)
    guard case .start(description, protocol: 1) = try JSONLine.decode(Reply.self, from: start) else {
      throw Unexpected()
    }

    let refusal = Refusal(.notBuilt, argument: "a", message: "m")
    let error = try JSONLine.encode(Reply.error(sequence: nil, refusal), as: .hexadecimal)
    guard case .error(nil, refusal) = try JSONLine.decode(Reply.self, from: error) else { throw Unexpected() }

    let missing = Unsupported(feature: "f", reason: "r", issue: "i")
    let unsupported = try JSONLine.encode(Reply.unsupported(sequence: 2, missing), as: .hexadecimal)
    guard case .unsupported(2, missing) = try JSONLine.decode(Reply.self, from: unsupported) else {
      throw Unexpected()
    }
  }

  @Test func aPortMayHaveTypesThatTheSuiteDoesNotKnow() throws {
    let line =
      #"{"reply":"start","protocol":1,"name":"n","version":"1","language":"C","dtypes":["int8","float16"]}"#
    guard case .start(let description, _) = try JSONLine.decode(Reply.self, from: line) else {
      throw Unexpected()
    }
    #expect(description.dtypes == [.float16])
    #expect(description.features == nil)
    #expect(description.encoding == .hexadecimal)
  }

  struct Unexpected: Error {}
}
