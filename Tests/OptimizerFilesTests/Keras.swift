import Foundation

/// The Keras of the package's own Python environment.
enum Keras {
  private static let python = packageRoot + "/.venv/bin/python"

  static var isThere: Bool { FileManager.default.isExecutableFile(atPath: python) }

  /// Whether a test must not be skipped for want of Keras.
  static var isRequired: Bool { ProcessInfo.processInfo.environment["REQUIRE_KERAS"] == "1" }

  /// The lines that a script prints when it is given these.
  static func answers(_ script: String, to lines: [String]) throws -> [String] {
    let input = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: input)
    defer { try? FileManager.default.removeItem(at: input) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = [packageRoot + "/Tests/OptimizerFilesTests/Fixtures/" + script]
    process.standardInput = try FileHandle(forReadingFrom: input)
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
  }
}
