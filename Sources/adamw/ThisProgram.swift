import FoundationEssentials

/// This program itself.
enum ThisProgram {
  /// Where it lies, whatever name it was started by.
  static var path: String {
    let linked = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return linked ?? CommandLine.arguments[0]
  }

  /// The folders beside or above which what belongs to the package is looked for: the current one, and its own.
  static var places: [String] {
    [FileManager.default.currentDirectoryPath, URL(filePath: path).deletingLastPathComponent().path]
  }
}
