public import Conformance
import ExactJSON

import Synchronization

/// A port at the other end of a line: it is sent requests of the protocol, and its replies are read.
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

/// A reply with which nothing can be done.
public enum PortClientError: Error, Hashable, CustomStringConvertible {
  /// The port speaks another version of the protocol.
  case unknownProtocol(Int)
  /// The port found fault with the request itself.
  case refused(Refusal)
  /// A reply to another request, or of another kind.
  case unexpected(String, to: String)
  /// A line that is no reply.
  case malformed(String, field: String, reason: String)

  public var description: String {
    switch self {
    case .unknownProtocol(let version):
      "the port speaks protocol \(version), and this program speaks \(Request.protocolVersion)"
    case .refused(let refusal):
      "the port did not understand the request: \(refusal.message ?? refusal.category.rawValue)"
    case .unexpected(let line, let request):
      "the port answered '\(request)' with \(Self.shortened(line))"
    case .malformed(let line, let field, let reason):
      "the port's reply \(Self.shortened(line)) is none: \(field.isEmpty ? "" : "\(field): ")\(reason)"
    }
  }

  private static func shortened(_ line: String) -> String {
    line.count > 120 ? "\(line.prefix(120))..." : line
  }
}
