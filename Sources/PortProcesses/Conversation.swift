import Conformance
import Processes
import Wire

/// What is said between the runner and one run of a port's program.
struct Conversation {
  let description: PortDescription

  private let limits: ProcessPort.Limits
  private let logPath: String?
  private var channel: LineChannel
  private var sequence = 0

  /// Starts the program and asks it to introduce itself.
  init(
    with command: [String],
    under supervisor: Supervisor,
    limits: ProcessPort.Limits,
    log: PortLog? = nil
  ) throws(PortFault) {
    do throws(StartError) {
      let child = try supervisor.start(Program(command, hasInput: true))
      channel = LineChannel(to: child, copyingLogTo: log?.begin(command))
    } catch {
      throw PortFault(.notStarted(error))
    }
    self.limits = limits
    logPath = log?.path
    do throws(PortFault.Reason) {
      description = try Self.ask(
        Request.start(protocol: Request.protocolVersion),
        over: &channel,
        as: .hexadecimal,
        within: limits.start
      ) { (line) throws(PortFault.Reason) in
        do throws(ReplyFault) {
          return try Reply.description(on: line)
        } catch .otherProtocol(let version) {
          throw .refusedStart(
            "it speaks protocol \(version), and this is protocol \(Request.protocolVersion)")
        } catch .refused(let refusal) {
          throw .refusedStart(refusal.message ?? refusal.category.rawValue)
        } catch {
          throw PortFault.Reason(error, on: line, asked: "start")
        }
      }
    } catch .silent(let limit) {
      throw Self.fault(.silentAtStart(limit), over: &channel, log: logPath)
    } catch {
      throw Self.fault(error, over: &channel, log: logPath)
    }
  }

  /// Asks for a case.
  mutating func run(_ testCase: Case, trace: Bool) throws(PortFault) -> PortReply {
    try requireSilence()
    sequence += 1
    return try ask(Request.run(sequence: sequence, testCase, trace: trace), about: testCase)
  }

  /// Asks for a case with a field that the protocol does not have.
  mutating func runWithUnknownField(_ testCase: Case) throws(PortFault) -> PortReply {
    try requireSilence()
    sequence += 1
    return try ask(
      Request.run(sequence: sequence, testCase, trace: false), about: testCase, withUnknownField: true)
  }

  /// Asks the program to end, and waits until it has.
  mutating func finish() throws(PortFault) {
    try requireSilence()
    do throws(PortFault.Reason) {
      try Self.ask(
        Request.stop,
        over: &channel,
        as: description.encoding,
        within: limits.testCase
      ) { (line) throws(PortFault.Reason) in
        do throws(ReplyFault) {
          try Reply.requireStop(on: line)
        } catch {
          throw PortFault.Reason(error, on: line, asked: "stop")
        }
      }
      channel.closeInput()
      let end = try channel.waitForEnd(within: limits.testCase)
      guard end == .exited(0) else { throw .endedBadly(end) }
    } catch {
      throw fault(error)
    }
  }

  /// Throws, with the blame on the last request, if the program has done more since than answer it.
  private mutating func requireSilence() throws(PortFault) {
    do throws(PortFault.Reason) {
      try channel.requireSilence()
    } catch {
      var fault = fault(error)
      fault.isOfRequestBefore = true
      throw fault
    }
  }

  // MARK: Requests and replies

  private mutating func ask(
    _ request: Request,
    about testCase: Case,
    withUnknownField hasUnknownField: Bool = false
  ) throws(PortFault) -> PortReply {
    do throws(PortFault.Reason) {
      let line = try Self.exchange(
        request, over: &channel, as: description.encoding, within: limits.testCase,
        withUnknownField: hasUnknownField)
      let reply = Result { [sequence] () throws(ReplyFault) in
        try Reply.answer(on: line, to: sequence, about: testCase)
      }
      if case .failure = reply, let actual = JSONLine.sequence(in: line), (1..<sequence).contains(actual),
        isFollowedByAnswer()
      {
        throw .repeated(sequence: actual)
      }
      let answer = try understand(reply, on: line)
      try channel.requireNothingMore()
      return answer
    } catch {
      var fault = fault(error)
      fault.isOfRequestBefore = error == .repeated(sequence: sequence - 1)
      throw fault
    }
  }

  /// Whether the next line, which comes soon, answers the current request: the one before was then another reply
  /// to an earlier request, and not one with a wrong number.
  private mutating func isFollowedByAnswer() -> Bool {
    (try? channel.nextLine()).flatMap(JSONLine.sequence) == sequence
  }

  private func understand(
    _ reply: Result<PortReply, ReplyFault>, on line: String
  ) throws(PortFault.Reason) -> PortReply {
    switch reply {
    case .success(.unsupported(let missing)) where description.declares(missing):
      throw .contradicted(feature: missing.feature)
    case .success(let answer): return answer
    case .failure(.otherSequence(let actual)): throw .wrongSequence(expected: sequence, actual: actual)
    case .failure(.refused(let refusal)): throw .unnumbered(refusal, expected: sequence)
    case .failure(let fault): throw PortFault.Reason(fault, on: line, asked: "run")
    }
  }

  private static func ask<Answer>(
    _ request: Request,
    over channel: inout LineChannel,
    as encoding: TensorEncoding,
    within limit: Duration,
    _ read: (String) throws(PortFault.Reason) -> Answer
  ) throws(PortFault.Reason) -> Answer {
    let answer = try read(exchange(request, over: &channel, as: encoding, within: limit))
    try channel.requireNothingMore()
    return answer
  }

  private static func exchange(
    _ request: Request,
    over channel: inout LineChannel,
    as encoding: TensorEncoding,
    within limit: Duration,
    withUnknownField hasUnknownField: Bool = false
  ) throws(PortFault.Reason) -> String {
    guard let line = try? request.line(as: encoding, withUnknownField: hasUnknownField) else {
      preconditionFailure("A case is always written as JSON.")
    }
    return try channel.nextLine(within: limit, sending: Array("\(line)\n".utf8)[...])
  }

  /// The fault for a reason, after which nothing more is said.
  private mutating func fault(_ reason: PortFault.Reason) -> PortFault {
    Self.fault(reason, over: &channel, log: logPath)
  }

  private static func fault(
    _ reason: PortFault.Reason,
    over channel: inout LineChannel,
    log path: String?
  ) -> PortFault {
    PortFault(reason, log: channel.terminate(), logPath: path)
  }
}

extension PortFault.Reason {
  /// What it means that a line is not the reply to a request.
  init(_ fault: ReplyFault, on line: String, asked: String) {
    switch fault {
    case .malformed(let field, let reason): self = .malformed(line: line, field: field, reason: reason)
    case .otherKind(let kind): self = .wrongReply(expected: asked, actual: kind)
    case .refused: self = .wrongReply(expected: asked, actual: "error")
    case .otherProtocol: self = .wrongReply(expected: asked, actual: "start")
    case .otherSequence: self = .wrongReply(expected: asked, actual: "run")
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
