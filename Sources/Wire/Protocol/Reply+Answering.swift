package import Conformance
import ExactJSON

// The one place that reads replies. Who asks says what a fault means there.
extension Reply {
  /// What a port says of itself, in reply to `start`.
  package static func description(on line: String) throws(ReplyFault) -> PortDescription {
    switch try read(line) {
    case .start(let description, Request.protocolVersion): return description
    case .start(_, let version): throw .otherProtocol(version)
    case .error(_, let refusal): throw .refused(refusal)
    case let other: throw .otherKind(other.kind.rawValue)
    }
  }

  /// What a port says to a case, in reply to `run`.
  package static func answer(
    on line: String, to sequence: Int, about testCase: Case
  ) throws(ReplyFault) -> PortReply {
    let reply = try read(line, answering: testCase)
    switch reply {
    case .run(sequence, let observation, _): return .observation(observation)
    case .error(sequence, let refusal): return .refused(refusal)
    case .unsupported(sequence, let missing): return .unsupported(missing)
    case .error(nil, let refusal): throw .refused(refusal)
    case .run, .error, .unsupported: throw .otherSequence(reply.sequence)
    case .start, .stop: throw .otherKind(reply.kind.rawValue)
    }
  }

  /// Checks the reply to `stop`.
  package static func requireStop(on line: String) throws(ReplyFault) {
    let reply = try read(line)
    guard case .stop = reply else { throw .otherKind(reply.kind.rawValue) }
  }

  private static func read(_ line: String, answering testCase: Case? = nil) throws(ReplyFault) -> Reply {
    do {
      return try Reply(line: line, answering: testCase)
    } catch {
      throw .malformed(field: error.field, reason: error.reason)
    }
  }
}
