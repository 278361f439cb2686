public import ArgumentParser
public import KerasOracle

extension KerasBackend: ExpressibleByArgument {}

/// The options of commands that embed Keras.
struct KerasOptions: ParsableArguments {
  @Option(help: "The Python to embed, if not ADAMW_PYTHON, .venv/bin/python beside the package, or python3.")
  var python: String?

  @Option(help: "What Keras computes with; the vectors are TensorFlow's.")
  var backend = KerasBackend.tensorflow

  var settings: KerasSettings { KerasSettings(python: python, backend: backend) }
}
