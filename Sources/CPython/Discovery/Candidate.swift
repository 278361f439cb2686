#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A place where an interpreter may be.
public struct Candidate: Hashable, Sendable {
  /// Who named the place.
  public enum Origin: String, Sendable, Codable, CaseIterable {
    /// The user, on the command line.
    case option = "--python"
    /// The user, in the environment.
    case environment = "ADAMW_PYTHON"
    /// The repository's virtual environment.
    case repository = ".venv"
    /// The first `python3` on the search path.
    case searchPath = "PATH"
  }

  public var origin: Origin
  /// The program's path, or a name to be looked for on the search path.
  public var name: String

  public init(_ origin: Origin, _ name: String) {
    self.origin = origin
    self.name = name
  }

  /// The places to look at, in order. Who names one wants that one: there is no other then.
  ///
  /// - Parameters:
  ///   - name: What the user named on the command line.
  ///   - repository: The directory that may hold a virtual environment.
  ///   - environment: The process' environment.
  /// - Returns: One place, or those that are looked at when none is named.
  public static func list(
    named name: String?,
    repository: String?,
    environment: [String: String]
  ) -> [Candidate] {
    if let name { return [Candidate(.option, name)] }
    if let name = environment["ADAMW_PYTHON"], !name.isEmpty { return [Candidate(.environment, name)] }
    return (repository.map { [Candidate(.repository, "\($0)/.venv/bin/python")] } ?? [])
      + [Candidate(.searchPath, "python3")]
  }

  /// The program's path: a name without a slash is looked for on the search path, as a shell does.
  func path(environment: [String: String]) throws(SetupError) -> String {
    if name.contains("/") { return name }
    for directory in (environment["PATH"] ?? "").split(separator: ":") {
      let file = "\(directory)/\(name)"
      if FileManager.default.isExecutableFile(atPath: file) { return file }
    }
    throw .notOnSearchPath(name: name)
  }
}
