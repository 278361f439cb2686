public import CPython
public import Conformance
public import Processes

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A search for a Python with real Keras.
public struct KerasInstallation: Sendable {
  /// The directory of this package.
  public let repository: String
  public let backend: KerasBackend
  /// What the search found, place by place.
  public let discovery: Discovery
  public let modules: [PythonModule]

  /// Looks for a Python with Keras and a backend.
  ///
  /// - Parameters:
  ///   - name: The interpreter that the user names: a path, or a name on the search path.
  ///   - repository: The directory of this package, which may hold a virtual environment `.venv`.
  ///   - backend: The backend.
  ///   - environment: The environment that has `ADAMW_PYTHON` and `PATH`: this process' unless it is given.
  ///   - supervisor: Who runs the interpreters that are asked what they are.
  public init(
    named name: String? = nil,
    repository: String,
    backend: KerasBackend = .tensorflow,
    environment: [String: String]? = nil,
    supervisor: Supervisor = Supervisor()
  ) {
    self.repository = repository
    self.backend = backend
    modules = Self.modules(for: backend, repository: repository)
    discovery = Discovery(
      named: name, repository: repository, modules: modules, environment: environment, supervisor: supervisor)
  }

  public var diagnosis: Diagnosis { Diagnosis(discovery, modules: modules) }

  public func found() throws(KerasPortError) -> Discovery.Found {
    do throws(SetupError) { return try discovery.found() } catch { throw .noPython(error) }
  }

  /// Starts what was found, to run steps in this profile.
  public func start(in profile: Profile = .eager) throws(KerasPortError) -> KerasPort {
    try KerasPort(found(), repository: repository, backend: backend, profile: profile)
  }

  /// The directory of this package: the first, in or above some places, that has the Python side of the port.
  public static func repository(beside places: [String]) throws(KerasPortError) -> String {
    for place in places {
      var folder = Substring(place)
      while let end = folder.lastIndex(of: "/") {
        if FileManager.default.fileExists(atPath: "\(folder)/scripts/keras/port.py") {
          return String(folder)
        }
        folder = folder[..<end]
      }
    }
    throw .runnerMissing(searched: places)
  }

  private static func modules(for backend: KerasBackend, repository: String) -> [PythonModule] {
    let requirements = "-r \(repository)/scripts/requirements.txt"
    let common = ["numpy", "ml_dtypes", "keras"].map { PythonModule($0, requirement: requirements) }
    return switch backend {
    case .tensorflow: common + [PythonModule("tensorflow", requirement: requirements)]
    case .jax, .torch: common + [PythonModule(backend.rawValue)]
    case .numpy: common + [PythonModule("scipy")]
    }
  }
}
