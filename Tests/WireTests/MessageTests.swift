import Testing

@testable import Conformance
import ConformanceSamples
import ExactJSON
@testable import Wire

/// Requests and replies as lines.
@Suite struct MessageTests {
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

  @Test func whatAPortLacksIsReadAndWritten() throws {
    let line =
      #"{"lacks":["weight_decay","epsilon"],"reply":"start","protocol":1,"name":"n","version":"1","language":"C"}"#
    let description = try Reply.description(on: line)
    #expect(description.lacks == [.weightDecay])
    #expect(description.remarks.map(\.kind) == [.lacksUnknown])
    #expect(description.remarks[0].sentence.hasPrefix("It says that it lacks 'epsilon', where"))
    let written = try Reply.start(description, protocol: 1).line(as: .hexadecimal)
    #expect(try Reply.description(on: written).lacks == [.weightDecay])

    let whole = PortDescription(name: "n", version: "1", language: "C")
    #expect(try !Reply.start(whole, protocol: 1).line(as: .hexadecimal).contains("lacks"))
    #expect(whole.remarks.isEmpty)
  }

  /// Readers of the lines rely on one order.
  @Test(arguments: [TensorEncoding.hexadecimal, .decimal])
  func theFieldsOfEveryObjectStandInTheOrderOfTheirNames(encoding: TensorEncoding) throws {
    let testCase = try Samples.testCase(Samples.full)
    let observation = Samples.observation(of: testCase)
    let description = PortDescription(
      name: "n", version: "v", language: "l", dtypes: [.float64], features: [.amsgrad], lacks: [.weightDecay],
      encoding: .decimal)
    let lines = try [
      Request.start(protocol: 1).line(as: encoding), Request.stop.line(as: encoding),
      Request.run(sequence: 1, testCase, trace: true).line(as: encoding, withUnknownField: true),
      Reply.run(sequence: 1, observation, for: testCase).line(as: encoding),
      Reply.start(description, protocol: 1).line(as: encoding), Reply.stop.line(as: encoding),
      Reply.error(sequence: 1, Refusal(.notBuilt, argument: "a", message: "m")).line(as: encoding),
      Reply.unsupported(sequence: 1, Unsupported(feature: "f", reason: "r", issue: "i")).line(as: encoding),
      JSONWriter.text { testCase.write(to: &$0, as: .hexadecimal, isRequest: false) },
    ]
    for line in lines {
      #expect(try JSONReader.read(line, JSON.init(from:)).isSorted, "\(line)")
      #expect(JSONLine.isObject(line))
    }
  }

  @Test func aReplyIsReadForWhatWasAsked() throws {
    let testCase = try Samples.testCase(Samples.refused)
    func fault(_ line: String) -> ReplyFault? {
      do throws(ReplyFault) {
        _ = try Reply.answer(on: line, to: 2, about: testCase)
        return nil
      } catch {
        return error
      }
    }
    let refusal = Refusal(.internal, message: "no")
    #expect(fault(#"{"reply":"error","seq":2,"category":"internal","message":"no"}"#) == nil)
    #expect(fault(#"{"reply":"error","category":"internal","message":"no"}"#) == .refused(refusal))
    #expect(fault(#"{"reply":"error","seq":1,"category":"internal"}"#) == .otherSequence(1))
    #expect(fault(#"{"reply":"unsupported","seq":3,"feature":"ema"}"#) == .otherSequence(3))
    #expect(fault(#"{"reply":"stop"}"#) == .otherKind("stop"))
    #expect(
      fault(#"{"reply":"run","seq":2}"#) == .malformed(field: "steps", reason: "the field is missing"))
    #expect(
      fault(#"{"reply":"begin"}"#)
        == .malformed(field: "reply", reason: "'begin' is none of start, run, error, unsupported, stop"))
    let start = #"{"reply":"start","protocol":2,"name":"n","version":"1","language":"C"}"#
    #expect(throws: ReplyFault.otherProtocol(2)) { try Reply.description(on: start) }
    #expect(throws: ReplyFault.otherKind("stop")) { try Reply.description(on: #"{"reply":"stop"}"#) }
    #expect(throws: ReplyFault.otherKind("start")) { try Reply.requireStop(on: start) }
  }

  struct Unexpected: Error {}
}

extension JSON {
  /// Whether each object in the value has its keys in order.
  fileprivate var isSorted: Bool {
    switch self {
    case .object(let members):
      zip(members, members.dropFirst()).allSatisfy { $0.key < $1.key } && members.allSatisfy(\.value.isSorted)
    case .array(let values): values.allSatisfy(\.isSorted)
    case .null, .bool, .number, .string: true
    }
  }
}
