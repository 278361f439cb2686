import ArgumentParser
import Conformance
import Dialects
import OptimizerFiles
import ReferencePort
import Textbook
import Wire

struct ServePort: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "port",
    abstract: "Answers cases on standard input with what the reference does.",
    discussion: """
      Speaks the protocol of Vectors/PROTOCOL.md: one JSON object per line. With --mistake the answers are those of a \
      model of the specification that makes these mistakes, which Appendix C lists.
      """
  )

  @Option(help: "Where Keras would run the steps: eager or graph.")
  var profile = Profile.eager

  @Option(help: "A file (safetensors) from which each case's optimizer is made, in place of its arguments.")
  var startFrom: String?

  @Option(help: "A file (safetensors) that is written of the optimizer after each case.")
  var saveTo: String?

  @Option(help: ArgumentHelp("A mistake to make; may be given several times.", valueName: "id"))
  var mistake: [String] = []

  private var mistakes: [Mistake] {
    get throws { try mistake.map { try Mistake.named($0, in: profile) } }
  }

  func validate() throws {
    _ = try mistakes
    if !mistake.isEmpty, startFrom != nil || saveTo != nil {
      throw ValidationError("--start-from and --save-to are about the reference, which makes no --mistake.")
    }
  }

  func run() async throws {
    let port: any Port =
      mistake.isEmpty
      ? SwiftPort(in: profile, startingFrom: try loadStart(), savingTo: saveTo)
      : ModelPort(Dialect(try mistakes, in: profile))
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
