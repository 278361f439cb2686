import Foundation

@testable import CPython

/// Programs that say they are Pythons, in a folder that lives as long as this.
final class FakeInterpreter {
  let folder: String

  init() throws {
    folder = NSTemporaryDirectory() + "cpython-tests-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// A shell script that ignores its arguments.
  ///
  /// Another program writes it: a file that this one writes is "busy" for as long as a program that another
  /// test starts meanwhile has a copy of the open file.
  func script(_ body: String, named name: String = "python") throws -> String {
    let path = "\(folder)/\(name)"
    let writer = Process()
    let input = Foundation.Pipe()
    writer.executableURL = URL(filePath: "/bin/sh")
    writer.arguments = ["-c", "cat > '\(path)' && chmod 755 '\(path)'"]
    writer.standardInput = input
    try writer.run()
    input.fileHandleForWriting.write(Data("#!/bin/sh\n\(body)\n".utf8))
    try input.fileHandleForWriting.close()
    writer.waitUntilExit()
    return path
  }

  /// The library that ``interpreter(version:implementation:isShared:modules:)`` is said to have.
  var library: String { "\(folder)/libpython3.11.so.1.0" }

  /// Puts something in the library's place.
  func writeLibrary(_ contents: String) throws {
    try contents.write(toFile: library, atomically: true, encoding: .utf8)
  }

  /// Puts a link to another library in the library's place.
  func linkLibrary(to path: String) throws {
    try FileManager.default.createSymbolicLink(atPath: library, withDestinationPath: path)
  }

  /// A program that gives this answer about itself.
  func answering(_ interpreter: Interpreter) throws -> String {
    let answer = String(decoding: try JSONEncoder().encode(interpreter), as: UTF8.self)
    return try script("cat <<'ANSWER'\n\(answer)\nANSWER")
  }

  /// An answer in which the library is said to lie in this folder.
  func interpreter(
    version: PythonVersion = PythonVersion(3, 11, 7),
    implementation: String = "cpython",
    isShared: Bool = true,
    modules: [String: String] = ["numpy": "2.4.6", "keras": "3.15.1"]
  ) -> Interpreter {
    Interpreter(
      implementation: implementation,
      version: version,
      executable: "\(folder)/python",
      prefix: folder,
      basePrefix: folder,
      modulePath: [],
      isShared: isShared,
      libraryNames: ["libpython\(version.line).so.1.0"],
      libraryDirectories: [folder],
      isExternallyManaged: false,
      modules: modules
    )
  }
}
