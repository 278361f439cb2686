import Conformance

/// Keras where a port is run: that it could make nothing of a case is not what Keras answers.
struct JudgedKeras: Port, Sendable {
  private let keras: any Port & Sendable

  init(_ keras: any Port & Sendable) { self.keras = keras }

  func describe() async throws -> PortDescription { try await keras.describe() }

  func run(_ testCase: Case, trace: Bool) async throws -> PortReply {
    let reply = try await keras.run(testCase, trace: trace)
    if case .refused(let refusal) = reply, refusal.category == .internal {
      throw CommandFault(.oracle, "Keras does not answer: \(refusal.message ?? "it gives no reason")")
    }
    return reply
  }

  func finish() async throws { try await keras.finish() }
}
