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
    let request = try JSONLine.encode(Request.start(protocol: Request.protocolVersion), as: .hexadecimal)
    let line = try await exchange(request)
    switch try read(line) {
    case .start(let description, Request.protocolVersion):
      state.withLock { $0.encoding = description.encoding }
      return description
    case .start(_, let version):
      throw PortClientError.unknownProtocol(version)
    case .error(_, let refusal):
      throw PortClientError.refused(refusal)
    case .run, .unsupported, .stop:
      throw PortClientError.unexpected(line, to: "start")
    }
  }

  public func run(_ testCase: Case, trace: Bool) async throws -> PortReply {
    let (sequence, encoding) = state.withLock { state in
      state.lastSequence += 1
      return (state.lastSequence, state.encoding)
    }
    let request = try JSONLine.encode(Request.run(sequence: sequence, testCase, trace: trace), as: encoding)
    let line = try await exchange(request)
    switch try read(line, answering: testCase) {
    case .run(sequence, let observation, _):
      return .observation(observation)
    case .error(sequence, let refusal):
      return .refused(refusal)
    case .unsupported(sequence, let unsupported):
      return .unsupported(unsupported)
    case .error(nil, let refusal):
      throw PortClientError.refused(refusal)
    case .start, .run, .error, .unsupported, .stop:
      throw PortClientError.unexpected(line, to: "run \(sequence)")
    }
  }

  private func read(_ line: String, answering testCase: Case? = nil) throws -> Reply {
    do {
      return try JSONLine.decode(Reply.self, from: line, answering: testCase)
    } catch let error as DecodingError {
      throw PortClientError.malformed(line, field: error.field, reason: error.reason)
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
