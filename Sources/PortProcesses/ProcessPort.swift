public import Conformance
public import Processes
import Synchronization

/// A port that is a program: it answers requests on its standard input, one a line, on its standard output.
///
/// Whatever the program does, an answer or a ``PortFault`` comes in a limited time. After a fault the program is
/// killed with its children, and started again for the next case.
public final class ProcessPort: Port, Sendable {
  /// How long a program may take.
  public struct Limits: Hashable, Sendable {
    /// To introduce itself.
    public var start: Duration
    /// To answer a case.
    public var testCase: Duration

    public init(start: Duration = .seconds(60), testCase: Duration = .seconds(10)) {
      self.start = start
      self.testCase = testCase
    }
  }

  /// The program and its arguments.
  public let command: [String]
  /// How long the program may take.
  public let limits: Limits

  private let supervisor: Supervisor
  private let log: PortLog?

  private struct State {
    var conversation: Conversation?
    var description: PortDescription?
  }
  private let state = Mutex(State())

  /// The port of a program, which is looked for as a shell would look, but started without one.
  ///
  /// - Parameters:
  ///   - command: The program and its arguments, at least one word.
  ///   - limits: How long the program may take.
  ///   - supervisor: Who starts the program, and may end it before the port does.
  ///   - log: Where all goes that the program writes to standard error.
  public init(
    command: [String], limits: Limits = Limits(), supervisor: Supervisor = Supervisor(), log: PortLog? = nil
  ) {
    precondition(!command.isEmpty, "A command has at least the program's name.")
    self.command = command
    self.limits = limits
    self.supervisor = supervisor
    self.log = log
  }

  public func describe() async throws -> PortDescription {
    try await converse { (conversation) throws(PortFault) in conversation.description }
  }

  public func run(_ testCase: Case, trace: Bool) async throws -> PortReply {
    try await converse { (conversation) throws(PortFault) in
      try conversation.run(testCase, trace: trace)
    }
  }

  /// Runs a case with a field that the protocol does not have, which a port must refuse.
  func runWithUnknownField(_ testCase: Case) async throws -> PortReply {
    try await converse { (conversation) throws(PortFault) in
      try conversation.runWithUnknownField(testCase)
    }
  }

  /// Asks the program to end, if it runs, and waits until it has.
  public func finish() async throws {
    try await waiting { () throws(PortFault) in
      try self.state.withLock { (state) throws(PortFault) in
        defer { state.conversation = nil }
        try state.conversation?.finish()
      }
    }
  }

  private func converse<Answer: Sendable>(
    _ body: @escaping @Sendable (inout Conversation) throws(PortFault) -> Answer
  ) async throws -> Answer {
    try await waiting { () throws(PortFault) in
      try self.state.withLock { (state) throws(PortFault) in
        var conversation = try self.conversation(in: &state)
        // Out of the state until it has gone well: what is not put back is over.
        state.conversation = nil
        let answer = try body(&conversation)
        state.conversation = conversation
        return answer
      }
    }
  }

  private func waiting<Answer: Sendable>(
    _ body: @escaping @Sendable () throws(PortFault) -> Answer
  ) async throws -> Answer {
    do {
      return try await onOwnThread(body)
    } catch let error as StartError {
      throw PortFault(.notStarted(error))
    }
  }

  private func conversation(in state: inout State) throws(PortFault) -> Conversation {
    if let conversation = state.conversation { return conversation }
    let conversation = try Conversation(with: command, under: supervisor, limits: limits, log: log)
    guard state.description == nil || state.description == conversation.description else {
      throw PortFault(.changed)
    }
    state.description = conversation.description
    return conversation
  }
}
