import Testing

@testable import Conformance
@testable import Wire

/// What is said of replies with which nothing can be done.
@Suite struct PortClientTests {
  private func problem(with line: String) async -> PortClientError? {
    await #expect(throws: PortClientError.self) { try await PortClient { _ in line }.describe() }
  }

  @Test func aLineIsShownShortAndPlain() async throws {
    let error = try #require(await problem(with: "\u{1b}[2J" + String(repeating: "x", count: 1000)))
    let excerpt = "[2J" + String(repeating: "x", count: 117) + "..."
    #expect("\(error)".hasPrefix("the port's reply \(excerpt) is none: "))
    #expect("\(error)".count < 300)
  }

  @Test func aReplyToAnotherRequestIsShown() async throws {
    let error = try #require(await problem(with: #"{"reply":"stop"}"#))
    #expect("\(error)" == #"the port answered 'start' with {"reply":"stop"}"#)
  }
}
