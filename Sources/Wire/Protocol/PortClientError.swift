public import Conformance

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
      "the port did not understand the request: \(refusal.message?.printable ?? refusal.category.rawValue)"
    case .unexpected(let line, let request):
      "the port answered '\(request)' with \(line.excerpt)"
    case .malformed(let line, let field, let reason):
      "the port's reply \(line.excerpt) is none: \(field.isEmpty ? "" : "\(field.excerpt): ")\(reason.excerpt)"
    }
  }
}
