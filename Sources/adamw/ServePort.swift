import ArgumentParser
import Conformance
import ReferencePort

struct ServePort: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "port",
    abstract: "Answers cases on standard input with what the reference does.",
    discussion: "Speaks the protocol of Vectors/PROTOCOL.md: one JSON object per line."
  )

  func run() async throws {
    try await PortServer(port: SwiftPort()).serve(
      readLine: { readLine() },
      writeLine: { System.writeOutput($0 + "\n") }
    )
  }
}
