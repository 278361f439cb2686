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

  @Option(help: "Where the steps run: eager or graph.")
  var profile = Profile.eager

  func validate() throws { try keras.validate(in: profile) }

  func run() async throws {
    try await System.supervised { supervisor in
      try await PortServer(port: keras.settings.installation(under: supervisor).start(in: profile)).serve(
        readLine: { readLine() },
        writeLine: { try System.writeOutput($0 + "\n") }
      )
    }
  }
}
