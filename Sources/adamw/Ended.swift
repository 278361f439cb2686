/// Ends a command that has said all there is to say.
struct Ended: Error {
  let status: ExitStatus
}

extension ExitStatus {
  /// Ends the command with this status, if not all is well.
  func endUnlessConforming() throws(Ended) {
    if self != .conforms { throw Ended(status: self) }
  }
}
