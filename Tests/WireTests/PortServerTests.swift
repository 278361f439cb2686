import Testing

@testable import Conformance
import ConformanceSamples
@testable import Wire

@Suite struct PortServerTests {
  private static let start = #"{"request":"start","protocol":1}"#

  private static func run(_ testCase: Case, sequence: Int = 1, trace: Bool = false) throws -> String {
    try Request.run(sequence: sequence, testCase, trace: trace).line(as: .hexadecimal)
  }

  /// The replies to these lines.
  private func serve(_ lines: [String], on port: FakePort = .right) async throws -> [JSONValue] {
    var rest = lines[...]
    var replies: [String] = []
    try await PortServer(port: port).serve(readLine: { rest.popFirst() }, writeLine: { replies.append($0) })
    return try replies.map(JSONValue.reading)
  }

  /// A port that gives the variables back, and the state and the trace of the case that is expected.
  private func port(answering whole: Case, encoding: TensorEncoding = .hexadecimal) -> FakePort {
    let observation = Samples.observation(of: whole)
    let description = PortDescription(name: "fake", version: "1", language: "Swift", encoding: encoding)
    return FakePort(description: description) { _, trace in
      var observation = observation
      if !trace { observation.trace = nil }
      return .observation(observation)
    }
  }

  @Test func startsRunsAndStops() async throws {
    let small = try Samples.testCase(Samples.small)
    let replies = try await serve(
      [Self.start, try Self.run(small, sequence: 41), #"{"request":"stop"}"#, "never read"],
      on: port(answering: small)
    )
    try #require(replies.count == 3)
    #expect(
      try replies[0].text
        == #"{"encoding":"hex","language":"Swift","name":"fake","protocol":1,"reply":"start","version":"1"}"#
    )
    #expect(replies[1]["reply"] == .string("run"))
    #expect(replies[1]["seq"] == .number(41))
    #expect(
      try replies[1]["steps"]?.text
        == #"[{"variables":["3f0000003f000000"]},{"variables":["3e8000003e800000"]}]"#
    )
    #expect(replies[1]["state"]?["iterations"] == .number(2))
    #expect(replies[1]["trace"] == nil)
    #expect(try replies[2].text == #"{"reply":"stop"}"#)
  }

  @Test func givesATraceWhenAsked() async throws {
    let full = try Samples.testCase(Samples.full)
    let replies = try await serve([Self.start, try Self.run(full, trace: true)], on: port(answering: full))
    #expect(replies[1]["trace"] == (try JSONValue.reading(Samples.full))["expect"]?["trace"])
  }

  @Test func writesDecimalsToAPortThatWantsThem() async throws {
    let small = try Samples.testCase(Samples.small)
    let replies = try await serve(
      [Self.start, try Self.run(small)],
      on: port(answering: small, encoding: .decimal)
    )
    #expect(replies[0]["encoding"] == .string("decimal"))
    #expect(try replies[1]["steps"]?.text == #"[{"variables":[[0.5,0.5]]},{"variables":[[0.25,0.25]]}]"#)
  }

  @Test func refusalsAndUnsupportedCasesAreReplies() async throws {
    let small = try Samples.testCase(Samples.small)
    let refusing = FakePort { _, _ in .refused(Refusal(.invalidArgument, argument: "epsilon", message: "no"))
    }
    let lacking = FakePort { _, _ in
      .unsupported(Unsupported(feature: "amsgrad", reason: "why", issue: "where"))
    }
    let refused = try await serve([Self.start, try Self.run(small)], on: refusing)
    #expect(
      try refused[1].text
        == #"{"argument":"epsilon","category":"invalid_argument","message":"no","reply":"error","seq":1}"#
    )
    let lacked = try await serve([Self.start, try Self.run(small)], on: lacking)
    #expect(
      try lacked[1].text
        == #"{"feature":"amsgrad","issue":"where","reason":"why","reply":"unsupported","seq":1}"#
    )
  }

  @Test func aCaseBeyondTheDeclaredFeaturesDoesNotReachThePort() async throws {
    let full = try Samples.testCase(Samples.full)
    let description = PortDescription(name: "fake", version: "1", language: "Swift", features: [.state])
    let port = FakePort(description: description) { _, _ in throw Failure() }
    let replies = try await serve([Self.start, try Self.run(full)], on: port)
    #expect(replies[1]["reply"] == .string("unsupported"))
    #expect(replies[1]["feature"] == .string("amsgrad"))
  }

  @Test func aPortThatThrowsIsAnInternalError() async throws {
    let small = try Samples.testCase(Samples.small)
    let replies = try await serve(
      [Self.start, try Self.run(small)],
      on: FakePort { _, _ in throw Failure() }
    )
    #expect(replies[1]["category"] == .string("internal"))
    #expect(replies[1]["message"] == .string("it broke"))
  }

  @Test func unknownFieldsAreRefusedByName() async throws {
    let small = try Self.run(Samples.testCase(Samples.small), sequence: 5)
    let requests = [
      (#"{"request":"start","protocol":1,"extra":true}"#, "extra"),
      (small.replacing(#""trace":false"#, with: #""trace":false,"traec":true"#), "traec"),
      (small.replacing(#""id":"#, with: #""inputs":"two","id":"#), "case.inputs"),
      (small.replacing(#""id":"#, with: #""expect":{"steps":[]},"id":"#), "case.expect"),
      (small.replacing(#""learning_rate":"#, with: #""learning_rat":"#), "case.arguments.learning_rat"),
      (small.replacing(#""apply":"#, with: #""aply":"#), "case.script[0].aply"),
      (small.replacing(#""dtype":"float32""#, with: #""dtype":"float31""#), "case.variables[0].dtype"),
      (small.replacing(#""seq":5,"#, with: #""seq":"5","#), "seq"),
      (#"{"request":"begin"}"#, "request"),
      (#"{"protocol":1}"#, "request"),
    ]
    let replies = try await serve([Self.start] + requests.map(\.0))
    for (reply, (request, field)) in zip(replies.dropFirst(), requests) {
      #expect(reply["reply"] == .string("error"), "\(request)")
      #expect(reply["category"] == .string("internal"))
      #expect(reply["argument"] == .string(field))
      #expect(reply["seq"] == (request.contains(#""seq":5"#) ? .number(5) : nil))
    }
  }

  @Test func whatIsNoRequestIsAnsweredAndTheNextIsRead() async throws {
    let lines = ["", "{", "[]", "null", "3", #"{"request":"run","seq":3}"#, "\u{0}", #"{"request":"stop"}"#]
    let replies = try await serve([Self.start] + lines)
    #expect(replies.count == lines.count + 1)
    for reply in replies.dropFirst().dropLast() { #expect(reply["category"] == .string("internal")) }
    #expect(replies[6]["seq"] == .number(3))
    #expect(replies[6]["argument"] == .string("case"))
    #expect(replies.last?["reply"] == .string("stop"))
  }

  @Test func runningBeforeTheStartIsRefused() async throws {
    let replies = try await serve([try Self.run(Samples.testCase(Samples.small), sequence: 2), Self.start])
    #expect(replies[0]["category"] == .string("internal"))
    #expect(replies[0]["seq"] == .number(2))
    #expect(replies[1]["reply"] == .string("start"))
  }

  @Test func anotherProtocolIsRefused() async throws {
    let replies = try await serve([#"{"request":"start","protocol":2}"#])
    #expect(replies[0]["category"] == .string("internal"))
    #expect(replies[0]["argument"] == .string("protocol"))
  }

  @Test func theEndOfTheInputIsAnEnd() async throws {
    #expect(try await serve([]).isEmpty)
  }

  struct Failure: Error, CustomStringConvertible { let description = "it broke" }
}
