import ArgumentParser
import Conformance
import KerasOracle
import Wire

struct KerasServe: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "port",
    abstract: "Answers cases on standard input with what real Keras does.",
    discussion: "Speaks the protocol of Vectors/PROTOCOL.md: one JSON object per line."
  )

  @OptionGroup var keras: KerasOptions

  func run() async throws {
    try await PortServer(port: keras.installation().start()).serve(
      readLine: { readLine() },
      writeLine: { System.writeOutput($0 + "\n") }
    )
  }
}
