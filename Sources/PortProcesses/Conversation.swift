import Conformance
import Processes

/// What is said between the runner and one run of a port's program.
struct Conversation {
  /// What the port said of itself.
  let description: PortDescription

  private let limits: ProcessPort.Limits
  private var channel: LineChannel
  private var sequence = 0

  /// Starts the program and asks it to introduce itself.
  init(
    with command: [String],
    under supervisor: Supervisor,
    limits: ProcessPort.Limits
  ) throws(PortFault) {
    do throws(StartError) {
      channel = LineChannel(to: try supervisor.start(Program(command, hasInput: true)))
    } catch {
      throw PortFault(.notStarted(error))
    }
    self.limits = limits
    do throws(PortFault.Reason) {
      let reply = try Self.ask(
        Request.start(protocol: Request.protocolVersion),
        over: &channel,
        as: .hexadecimal,
        within: limits.start
      )
      switch reply {
      case .start(let description, Request.protocolVersion): self.description = description
      case .start(_, let version):
        throw .refusedStart("it speaks protocol \(version), and this is protocol \(Request.protocolVersion)")
      case .error(_, let refusal):
        throw .refusedStart(refusal.message ?? refusal.category.rawValue)
      default: throw .wrongReply(expected: "start", actual: reply.kind)
      }
    } catch .silent(let limit) {
      throw Self.fault(.silentAtStart(limit), over: &channel)
    } catch {
      throw Self.fault(error, over: &channel)
    }
  }

  /// Asks for a case.
  mutating func run(_ testCase: Case, trace: Bool) throws(PortFault) -> PortReply {
    try requireSilence()
    sequence += 1
    return try answer(to: Request.run(sequence: sequence, testCase, trace: trace), of: testCase)
  }

  /// Asks for a case with a field that the protocol does not have.
  mutating func runWithUnknownField(_ testCase: Case) throws(PortFault) -> PortReply {
    try requireSilence()
    sequence += 1
    return try answer(to: RequestWithUnknownField(sequence: sequence, testCase: testCase), of: testCase)
  }

  /// Asks the program to end, and waits until it has.
  mutating func finish() throws(PortFault) {
    try requireSilence()
    do throws(PortFault.Reason) {
      let reply = try Self.ask(
        Request.stop,
        over: &channel,
        as: description.encoding,
        within: limits.testCase
      )
      guard case .stop = reply else { throw .wrongReply(expected: "stop", actual: reply.kind) }
      channel.closeInput()
      let end = try channel.waitForEnd(within: limits.testCase)
      guard end == .exited(0) else { throw .endedBadly(end) }
    } catch {
      throw Self.fault(error, over: &channel)
    }
  }

  /// Throws, with the blame on the last request, if the program has done more since than answer it.
  private mutating func requireSilence() throws(PortFault) {
    do throws(PortFault.Reason) {
      try channel.requireSilence()
    } catch {
      var fault = Self.fault(error, over: &channel)
      fault.isOfRequestBefore = true
      throw fault
    }
  }

  // MARK: Requests and replies

  private mutating func answer(
    to request: some Encodable,
    of testCase: Case
  ) throws(PortFault) -> PortReply {
    do throws(PortFault.Reason) {
      let line = try Self.exchange(request, over: &channel, as: description.encoding, within: limits.testCase)
      let reply = Result { () throws(PortFault.Reason) in try Self.reply(on: line, answering: testCase) }
      if (try? reply.get())?.sequence != sequence, let actual = JSONLine.sequence(in: line),
        (1..<sequence).contains(actual), isFollowedByAnswer()
      {
        throw .repeated(sequence: actual)
      }
      let answer = try judge(reply.get())
      try channel.requireNothingMore()
      return answer
    } catch {
      var fault = Self.fault(error, over: &channel)
      fault.isOfRequestBefore = error == .repeated(sequence: sequence - 1)
      throw fault
    }
  }

  /// Whether the next line, which comes soon, answers the current request: the one before was then another reply
  /// to an earlier request, and not one with a wrong number.
  private mutating func isFollowedByAnswer() -> Bool {
    (try? channel.nextLine()).flatMap(JSONLine.sequence) == sequence
  }

  private func judge(_ reply: Reply) throws(PortFault.Reason) -> PortReply {
    switch reply {
    case .run(sequence, let observation, _): return .observation(observation)
    case .error(sequence, let refusal): return .refused(refusal)
    case .unsupported(sequence, let missing):
      if description.declares(missing) { throw .contradicted(feature: missing.feature) }
      return .unsupported(missing)
    case .run, .unsupported, .error:
      throw .wrongSequence(expected: sequence, actual: reply.sequence)
    case .start, .stop: throw .wrongReply(expected: "run", actual: reply.kind)
    }
  }

  private static func ask(
    _ request: some Encodable,
    over channel: inout LineChannel,
    as encoding: TensorEncoding,
    within limit: Duration
  ) throws(PortFault.Reason) -> Reply {
    let reply = try reply(on: exchange(request, over: &channel, as: encoding, within: limit))
    try channel.requireNothingMore()
    return reply
  }

  private static func exchange(
    _ request: some Encodable,
    over channel: inout LineChannel,
    as encoding: TensorEncoding,
    within limit: Duration
  ) throws(PortFault.Reason) -> String {
    guard let line = try? JSONLine.encode(request, as: encoding) else {
      preconditionFailure("A case is always written as JSON.")
    }
    return try channel.exchange(line, within: limit)
  }

  private static func reply(
    on line: String,
    answering testCase: Case? = nil
  ) throws(PortFault.Reason) -> Reply {
    do {
      return try JSONLine.decode(Reply.self, from: line, answering: testCase)
    } catch let error as DecodingError {
      throw .malformed(line: line, field: error.field, reason: error.reason)
    } catch {
      throw .malformed(line: line, field: "", reason: "\(error)")
    }
  }

  /// The fault for a reason, after which nothing more is said.
  private static func fault(
    _ reason: PortFault.Reason,
    over channel: inout LineChannel
  ) -> PortFault {
    PortFault(reason, log: channel.terminate())
  }
}

/// A request to run a case that a port must refuse, because it does not know all of its fields.
private struct RequestWithUnknownField: Encodable {
  let sequence: Int
  let testCase: Case

  private enum Keys: String, CodingKey { case unknown = "no_such_field" }

  func encode(to encoder: any Encoder) throws {
    try Request.run(sequence: sequence, testCase, trace: false).encode(to: encoder)
    var fields = encoder.container(keyedBy: Keys.self)
    try fields.encode(true, forKey: .unknown)
  }
}

extension Reply {
  /// The number of the request that it answers.
  fileprivate var sequence: Int? {
    switch self {
    case .run(let sequence, _, _), .unsupported(let sequence, _): sequence
    case .error(let sequence, _): sequence
    case .start, .stop: nil
    }
  }

  /// The name on the wire.
  fileprivate var kind: String {
    switch self {
    case .start: "start"
    case .run: "run"
    case .error: "error"
    case .unsupported: "unsupported"
    case .stop: "stop"
    }
  }
}

extension PortDescription {
  /// Whether the port said that it has what it now says that it lacks.
  fileprivate func declares(_ missing: Unsupported) -> Bool {
    features?.contains(Feature(missing.feature)) ?? false
      || dtypes?.contains { $0.rawValue == missing.feature } ?? false
  }
}
