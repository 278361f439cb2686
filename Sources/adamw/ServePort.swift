import ArgumentParser
import Conformance
import ReferencePort

struct ServePort: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "port",
    abstract: "Answers cases on standard input with what the reference does.",
    discussion: "Speaks the protocol of Vectors/PROTOCOL.md: one JSON object per line."
  )

  @Option(help: "A file (safetensors) from which each case's optimizer is made, in place of its arguments.")
  var startFrom: String?

  @Option(help: "A file (safetensors) that is written of the optimizer after each case.")
  var saveTo: String?

  func run() async throws {
    try await PortServer(port: SwiftPort(startingFrom: startFrom, savingTo: saveTo)).serve(
      readLine: { readLine() },
      writeLine: { System.writeOutput($0 + "\n") }
    )
  }
}
