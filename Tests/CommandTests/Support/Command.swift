import Foundation

/// The built command, run as its users run it.
struct Command {
  /// What a run left.
  struct Outcome {
    let status: Int32
    let reason: Process.TerminationReason
    let output: String
    let errors: String

    /// The output with long lines in one piece.
    var unwrapped: String { output.unwrapped }
  }

  /// The folder of the build, which holds the tests and the command.
  static let folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()

  static var path: String { folder.appending(path: "adamw").path }

  /// Runs `adamw` to its end.
  static func run(
    _ arguments: String...,
    input: String = "",
    environment: [String: String] = [:],
    directory: String? = nil
  ) throws -> Outcome {
    try run(path, arguments, input: input, environment: environment, directory: directory)
  }

  /// Runs `adamw` to its end.
  static func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Outcome {
    try run(path, arguments, input: "", environment: environment, directory: nil)
  }

  /// Runs a line of shell, in which `$ADAMW` is the command.
  static func shell(_ line: String, environment: [String: String] = [:]) throws -> Outcome {
    let environment = environment.merging(["ADAMW": path]) { $1 }
    return try run("/bin/sh", ["-c", line], input: "", environment: environment, directory: nil)
  }

  private static func run(
    _ program: String,
    _ arguments: [String],
    input: String,
    environment: [String: String],
    directory: String?
  ) throws -> Outcome {
    // Files and not pipes: nothing can then wait for the other side.
    let folder = try Folder()
    try folder.write(input, to: "input")
    try folder.write("", to: "output")
    try folder.write("", to: "errors")
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment
      .filter { $0.key != "ADAMW_VECTORS" }
      .merging(environment) { $1 }
    if let directory { process.currentDirectoryURL = URL(filePath: directory) }
    process.standardInput = try FileHandle(forReadingFrom: folder.url("input"))
    process.standardOutput = try FileHandle(forWritingTo: folder.url("output"))
    process.standardError = try FileHandle(forWritingTo: folder.url("errors"))
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus,
      reason: process.terminationReason,
      output: try folder.read("output"),
      errors: try folder.read("errors")
    )
  }
}

/// A folder for one test, which is removed at its end.
final class Folder {
  let path = FileManager.default.temporaryDirectory.appending(path: "adamw-\(UUID().uuidString)").path

  init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func url(_ name: String) -> URL { URL(filePath: path).appending(path: name) }
  func write(_ text: String, to name: String) throws { try Data(text.utf8).write(to: url(name)) }
  func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: url(name)), as: UTF8.self)
  }
}

extension String {
  /// The text with what is indented behind what it belongs to.
  var unwrapped: String { replacing(/\n +(?! )/, with: " ") }
}
