/// An implementation of Keras' AdamW that the suite can judge.
///
/// A port answers each case as if it were the first: with an optimizer of its own.
public protocol Port {
  /// What the port is and has. It is asked once, before any case.
  func describe() async throws -> PortDescription

  /// Runs a case.
  ///
  /// - Parameters:
  ///   - testCase: The case, whose ``Case/expectation`` is not the port's business.
  ///   - trace: Whether the intermediate quantities are wanted.
  /// - Returns: What the case led to, or why not.
  /// - Throws: If the port cannot answer at all. A refusal, as Keras refuses, is an answer.
  func run(_ testCase: Case, trace: Bool) async throws -> PortReply

  /// Ends the port, after the last case.
  ///
  /// - Throws: If the port does not end as it must.
  func finish() async throws
}

extension Port {
  /// Does nothing: most ports need no end.
  public func finish() async throws {}
}
