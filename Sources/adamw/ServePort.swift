import ArgumentParser
import Conformance
import OptimizerFiles
import ReferencePort
import Wire

struct ServePort: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "port",
    abstract: "Answers cases on standard input with what the reference does.",
    discussion: "Speaks the protocol of Vectors/PROTOCOL.md: one JSON object per line."
  )

  @Option(help: "Where Keras would run the steps: eager or graph.")
  var profile = Profile.eager

  @Option(help: "A file (safetensors) from which each case's optimizer is made, in place of its arguments.")
  var startFrom: String?

  @Option(help: "A file (safetensors) that is written of the optimizer after each case.")
  var saveTo: String?

  func run() async throws {
    let port = SwiftPort(in: profile, startingFrom: try loadStart(), savingTo: saveTo)
    try await PortServer(port: port).serve(
      readLine: { readLine() },
      writeLine: { try System.writeOutput($0 + "\n") }
    )
  }

  private func loadStart() throws -> OptimizerFile? {
    guard let startFrom else { return nil }
    do throws(OptimizerFileError) {
      return try OptimizerFile(contentsOf: startFrom)
    } catch {
      throw ValidationError("--start-from '\(startFrom)': \(error.message)")
    }
  }
}
