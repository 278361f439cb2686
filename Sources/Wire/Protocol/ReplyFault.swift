package import Conformance

/// Why a line is not the reply to the request that was asked.
package enum ReplyFault: Error, Hashable {
  /// It is no reply of the protocol.
  case malformed(field: String, reason: String)
  /// The port speaks another version of the protocol: this one.
  case otherProtocol(Int)
  /// The port found fault with the request itself.
  case refused(Refusal)
  /// It is a reply of another kind: this one.
  case otherKind(String)
  /// It answers the request of another number, if it has one.
  case otherSequence(Int?)
}
