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
    try await System.supervised { supervisor in
      try await PortServer(port: keras.settings.installation(under: supervisor).start()).serve(
        readLine: { readLine() },
        writeLine: { try System.writeOutput($0 + "\n") }
      )
    }
  }
}
