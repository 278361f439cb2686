#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A Python interpreter, as it describes itself.
public struct Interpreter: Hashable, Sendable, Codable {
  /// `cpython`, or the name of another implementation, which cannot be embedded.
  public var implementation: String
  public var version: PythonVersion
  /// The program's absolute path: in a virtual environment, the path there.
  public var executable: String
  /// The directory of this installation or virtual environment.
  public var prefix: String
  /// The directory of the installation that a virtual environment was made from, otherwise ``prefix``.
  public var basePrefix: String
  /// The directories from which it imports.
  public var modulePath: [String]
  /// Whether it was built together with a shared library.
  public var isShared: Bool
  /// The file names that its library may have, the most exact first.
  public var libraryNames: [String]
  /// The directories that its build names for the library.
  public var libraryDirectories: [String]
  /// Whether its installer asks that nothing be installed into it, as Debian's does.
  public var isExternallyManaged: Bool
  /// The versions of those modules that it was asked for and has.
  public var modules: [String: String]

  private enum CodingKeys: String, CodingKey {
    case implementation, version, executable, prefix, modules
    case basePrefix = "base_prefix"
    case modulePath = "module_path"
    case isShared = "shared"
    case libraryNames = "library_names"
    case libraryDirectories = "library_directories"
    case isExternallyManaged = "externally_managed"
  }
}

extension Interpreter {
  /// The library to load in place of running the program.
  public func library() throws(SetupError) -> String {
    let files = libraryCandidates
    if let file = files.first(where: FileManager.default.isReadableFile(atPath:)) { return file }
    throw isShared
      ? .libraryMissing(self, tried: files)
      : .staticOnly(self, tried: files)
  }

  /// Where the library may be: first where the build says, then near the installation, for builds that were
  /// moved after they were made.
  private var libraryCandidates: [String] {
    let directories = libraryDirectories + ["lib", "lib64"].map { "\(basePrefix)/\($0)" }
    var seen: Set<String> = []
    return directories.flatMap { directory in libraryNames.map { "\(directory)/\($0)" } }
      .filter { seen.insert($0).inserted }
  }

  /// How to install a module into this interpreter, or beside it where it asks not to be changed.
  func instruction(toInstall requirements: [String]) -> String {
    var seen: Set<String> = []
    let list = requirements.filter { seen.insert($0).inserted }.joined(separator: " ")
    guard isExternallyManaged else { return "\(executable) -m pip install \(list)" }
    return "\(executable) -m venv .venv && .venv/bin/python -m pip install \(list)"
  }
}
