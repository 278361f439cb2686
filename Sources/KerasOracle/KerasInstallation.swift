public import CPython

/// A search for a Python with real Keras.
public struct KerasInstallation: Sendable {
  /// What the search found, place by place.
  public let discovery: Discovery
  /// The modules that were asked for.
  public let modules: [PythonModule]

  /// Looks for a Python with Keras on TensorFlow.
  ///
  /// - Parameters:
  ///   - name: The interpreter that the user names: a path, or a name on the search path.
  ///   - repository: The directory of this package, which may hold a virtual environment `.venv`.
  ///   - environment: The environment that has `ADAMW_PYTHON` and `PATH`: this process' unless it is given.
  public init(named name: String? = nil, repository: String, environment: [String: String]? = nil) {
    modules = ["numpy", "ml_dtypes", "keras", "tensorflow"].map {
      PythonModule($0, requirement: "-r \(repository)/scripts/requirements.txt")
    }
    discovery = Discovery(named: name, repository: repository, modules: modules, environment: environment)
  }

  /// What the doctor says.
  public var diagnosis: Diagnosis { Diagnosis(discovery, modules: modules) }
}
