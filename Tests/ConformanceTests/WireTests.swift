import Testing

@testable import Conformance
import ConformanceSamples
@testable import Wire

@Suite struct WireTests {
  @Test(arguments: [TensorEncoding.hexadecimal, .decimal])
  func aCaseSurvivesTheWire(encoding: TensorEncoding) throws {
    var sent = try Samples.testCase(Samples.full)
    let line = try Request.run(sequence: 7, sent, trace: true).line(as: encoding)
    guard case .run(let sequence, let received, let trace) = try Request(line: line)
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
    let line = try Reply.run(sequence: 7, sent, for: testCase).line(as: encoding)
    let reply = try Reply(line: line, answering: testCase)
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
    let start = try Reply.start(description, protocol: 1).line(as: .hexadecimal)
    guard case .start(description, protocol: 1) = try Reply(line: start, answering: nil) else {
      throw Unexpected()
    }

    let refusal = Refusal(.notBuilt, argument: "a", message: "m")
    let error = try Reply.error(sequence: nil, refusal).line(as: .hexadecimal)
    guard case .error(nil, refusal) = try Reply(line: error, answering: nil) else { throw Unexpected() }

    let missing = Unsupported(feature: "f", reason: "r", issue: "i")
    let unsupported = try Reply.unsupported(sequence: 2, missing).line(as: .hexadecimal)
    guard case .unsupported(2, missing) = try Reply(line: unsupported, answering: nil) else {
      throw Unexpected()
    }
  }

  @Test func aPortMayHaveTypesThatTheSuiteDoesNotKnow() throws {
    let line =
      #"{"reply":"start","protocol":1,"name":"n","version":"1","language":"C","dtypes":["int8","float16"]}"#
    guard case .start(let description, _) = try Reply(line: line, answering: nil) else {
      throw Unexpected()
    }
    #expect(description.dtypes == [.float16])
    #expect(description.features == nil)
    #expect(description.encoding == .hexadecimal)
  }

  struct Unexpected: Error {}
}
