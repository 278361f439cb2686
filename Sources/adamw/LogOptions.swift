import ArgumentParser
import Conformance
import PortProcesses

/// Where the logs of programs go.
struct LogOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Also write all that programs print on standard error to a file.", valueName: "path"))
  var log: String?

  func validate(besides others: [String]) throws {
    if let log, others.contains(log) {
      throw ValidationError("--log and a report cannot be the same file, '\(log)'.")
    }
  }

  /// Does something with the file, if one is wanted, and sees that all of the log came to be there.
  func keeping(_ body: (PortLog?) async throws -> Void) async throws {
    let file = try log.map { path throws(PortLogError) in try PortLog(path: path) }
    do {
      try await body(file)
    } catch {
      // Said instead of a verdict, as of a report that cannot be written; but no other fault is hidden by it.
      if error is Ended { try file?.requireWhole() }
      throw error
    }
    try file?.requireWhole()
  }
}
