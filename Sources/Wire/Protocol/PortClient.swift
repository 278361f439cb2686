public import Conformance
import ExactJSON

import Synchronization

/// A port at the other end of a line: it is sent requests of the protocol, and its replies are read. Embedded Keras is
/// asked so; a program, with deadlines and blame, is talked to by a `ProcessPort`.
public final class PortClient: Port, Sendable {
  private struct State {
    var encoding = TensorEncoding.hexadecimal
    var lastSequence = 0
  }

  private let exchange: @Sendable (String) async throws -> String
  private let state = Mutex(State())

  /// A client of a port.
  ///
  /// - Parameter exchange: Sends a line without its end, and gives the line that answers it. It is called from
  ///   wherever the client is, and has to answer each call with the reply to its own line.
  public init(exchange: @escaping @Sendable (String) async throws -> String) { self.exchange = exchange }

  public func describe() async throws -> PortDescription {
    let request = Request.start(protocol: Request.protocolVersion)
    let line = try await exchange(request.line(as: .hexadecimal))
    let description = try Self.understanding(line, as: "start") { () throws(ReplyFault) in
      try Reply.description(on: line)
    }
    state.withLock { $0.encoding = description.encoding }
    return description
  }

  public func run(_ testCase: Case, trace: Bool) async throws -> PortReply {
    let (sequence, encoding) = state.withLock { state in
      state.lastSequence += 1
      return (state.lastSequence, state.encoding)
    }
    let request = Request.run(sequence: sequence, testCase, trace: trace)
    let line = try await exchange(request.line(as: encoding))
    return try Self.understanding(line, as: "run \(sequence)") { () throws(ReplyFault) in
      try Reply.answer(on: line, to: sequence, about: testCase)
    }
  }

  private static func understanding<Answer>(
    _ line: String, as request: String, _ read: () throws(ReplyFault) -> Answer
  ) throws(PortClientError) -> Answer {
    do {
      return try read()
    } catch {
      throw switch error {
      case .malformed(let field, let reason): .malformed(line, field: field, reason: reason)
      case .otherProtocol(let version): .unknownProtocol(version)
      case .refused(let refusal): .refused(refusal)
      case .otherKind, .otherSequence: .unexpected(line, to: request)
      }
    }
  }
}
