public import CPython
public import Conformance
public import Wire

/// Why real Keras cannot be a port of this process, or did not answer. Whatever is judged by it has no part in that.
public enum KerasPortError: Fault, Hashable {
  /// The Python side of the port is not where this package has it.
  case runnerMissing(searched: [String])
  /// There is no Python to run it.
  case noPython(SetupError)
  /// Keras cannot be loaded.
  case notStarted(PythonException)
  /// Keras has another backend, which it keeps.
  case anotherBackend(String, wanted: KerasBackend)
  /// The Python side of the port failed.
  case raised(PythonException)
  /// The Python side of the port answered what is no reply.
  case misunderstood(PortClientError)

  public var blame: Blame { .oracle }

  public var description: String {
    switch self {
    case .runnerMissing(let searched):
      """
      The Python that runs Keras, scripts/keras of this package, is neither in nor above \
      \(searched.joined(separator: ", nor ")); run the command within the package.
      """
    case .noPython(let error):
      "Keras does not start. \(error)"
    case .notStarted(let exception):
      "Keras does not start. \(exception)"
    case .anotherBackend(let running, let wanted):
      "Keras has the backend \(running) in this process, and keeps it: start another process for \(wanted)."
    case .raised(let exception):
      "Keras does not answer. \(exception)"
    case .misunderstood(let error):
      "Keras does not answer: \(error)."
    }
  }
}
