public import ArgumentParser
import Conformance
public import KerasOracle

extension KerasBackend: ExpressibleByArgument {}

/// The options of commands that embed Keras.
struct KerasOptions: ParsableArguments {
  @Option(help: "The Python to embed, if not ADAMW_PYTHON, .venv/bin/python beside the package, or python3.")
  var python: String?

  @Option(help: "What Keras computes with; the vectors are TensorFlow's.")
  var backend = KerasBackend.tensorflow

  /// Refuses a profile that the backend does not have.
  func validate(in profile: Profile) throws {
    guard profile == .eager || backend == .tensorflow else {
      throw ValidationError(
        "--profile \(profile.rawValue) is TensorFlow's; Keras on \(backend.rawValue) has none.")
    }
  }

  var settings: KerasSettings { KerasSettings(python: python, backend: backend) }
}
