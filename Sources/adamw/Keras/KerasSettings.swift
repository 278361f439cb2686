import KerasOracle
import Processes

/// Which Keras is embedded.
struct KerasSettings: Sendable {
  /// The Python that was named, if one was.
  var python: String?
  var backend = KerasBackend.tensorflow

  /// The settings as options on a command line.
  var words: [String] { ["--backend", backend.rawValue] + (python.map { ["--python", $0] } ?? []) }

  /// The search for it.
  func installation(under supervisor: Supervisor) throws(KerasPortError) -> KerasInstallation {
    let repository = try KerasInstallation.repository(beside: ThisProgram.places)
    return KerasInstallation(
      named: python, repository: repository, backend: backend, supervisor: supervisor)
  }
}
