public import ArgumentParser
import FoundationEssentials
public import KerasOracle
import Processes

extension KerasBackend: ExpressibleByArgument {}

/// Which Keras a command embeds.
struct KerasOptions: ParsableArguments {
  @Option(help: "The Python to embed, if not ADAMW_PYTHON, .venv/bin/python beside the package, or python3.")
  var python: String?

  @Option(help: "What Keras computes with; the vectors are TensorFlow's.")
  var backend = KerasBackend.tensorflow

  /// The options on a command line.
  var words: [String] { ["--backend", backend.rawValue] + (python.map { ["--python", $0] } ?? []) }

  /// The search for it.
  func installation(under supervisor: Supervisor) throws(KerasPortError) -> KerasInstallation {
    let here = FileManager.default.currentDirectoryPath
    let program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().path
    let repository = try KerasInstallation.repository(beside: [here, program])
    return KerasInstallation(
      named: python, repository: repository, backend: backend, supervisor: supervisor)
  }
}
