/// What is said between the runner and one run of a port's program.
struct Conversation {
  /// What the port said of itself.
  let description: PortDescription

  private let child: ChildProcess
  private let limits: ProcessPort.Limits
  private var channel: LineChannel
  private var sequence = 0

  /// Starts the program and asks it to introduce itself.
  init(with command: [String], limits: ProcessPort.Limits) throws(PortFault) {
    child = try ChildProcess(command)
    channel = LineChannel(to: child)
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
    } catch {
      throw Self.fault(error, of: child, over: &channel)
    }
  }

  /// Asks for a case.
  mutating func run(_ testCase: Case, trace: Bool) throws(PortFault) -> PortReply {
    sequence += 1
    do throws(PortFault.Reason) {
      return try answer(to: Request.run(sequence: sequence, testCase, trace: trace), of: testCase)
    } catch {
      throw Self.fault(error, of: child, over: &channel)
    }
  }

  /// Asks for a case with a field that the protocol does not have.
  mutating func runWithUnknownField(_ testCase: Case) throws(PortFault) -> PortReply {
    sequence += 1
    do throws(PortFault.Reason) {
      return try answer(to: RequestWithUnknownField(sequence: sequence, testCase: testCase), of: testCase)
    } catch {
      throw Self.fault(error, of: child, over: &channel)
    }
  }

  /// Asks the program to end, and waits until it has.
  mutating func finish() throws(PortFault) {
    do throws(PortFault.Reason) {
      let reply = try Self.ask(
        Request.stop,
        over: &channel,
        as: description.encoding,
        within: limits.testCase
      )
      guard case .stop = reply else { throw .wrongReply(expected: "stop", actual: reply.kind) }
      child.closeInput()
      let end = child.waitForEnd(until: .now + limits.testCase)
      guard end == .exited(0) else { throw .endedBadly(end) }
    } catch {
      throw Self.fault(error, of: child, over: &channel)
    }
  }

  // MARK: Requests and replies

  private mutating func answer(
    to request: some Encodable,
    of testCase: Case
  ) throws(PortFault.Reason) -> PortReply {
    let reply = try Self.ask(
      request,
      over: &channel,
      as: description.encoding,
      within: limits.testCase,
      of: testCase
    )
    switch reply {
    case .run(sequence, let observation, _): return .observation(observation)
    case .error(sequence, let refusal): return .refused(refusal)
    case .unsupported(sequence, let missing):
      if description.declares(missing) { throw .contradicted(feature: missing.feature) }
      return .unsupported(missing)
    case .run(let actual, _, _), .unsupported(let actual, _):
      throw .wrongSequence(expected: sequence, actual: actual)
    case .error(let actual, _): throw .wrongSequence(expected: sequence, actual: actual)
    case .start, .stop: throw .wrongReply(expected: "run", actual: reply.kind)
    }
  }

  private static func ask(
    _ request: some Encodable,
    over channel: inout LineChannel,
    as encoding: TensorEncoding,
    within limit: Duration,
    of testCase: Case? = nil
  ) throws(PortFault.Reason) -> Reply {
    guard let line = try? JSONLine.encode(request, as: encoding) else {
      preconditionFailure("A case is always written as JSON.")
    }
    let answer = try channel.exchange(line, within: limit)
    let reply: Reply
    do {
      reply = try JSONLine.decode(Reply.self, from: answer, answering: testCase)
    } catch let error as DecodingError {
      throw .malformed(line: answer, field: error.field, reason: error.reason)
    } catch {
      throw .malformed(line: answer, field: "", reason: "\(error)")
    }
    try channel.requireNothingMore()
    return reply
  }

  /// The fault for a reason, after which nothing more is said.
  private static func fault(
    _ reason: PortFault.Reason,
    of child: ChildProcess,
    over channel: inout LineChannel
  ) -> PortFault {
    child.terminate()
    channel.readLog()
    return PortFault(reason, log: channel.logText)
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
