import ArgumentParser
import Conformance
import FoundationEssentials
import Reporting

/// Which failures are known of the port.
struct ExpectationOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A file of failures that are expected of the port.", valueName: "path"))
  var expectations: String?

  @Flag(help: "Write the file of expected failures anew, as this run shows them; the exit status is then 0.")
  var updateExpectations = false

  func validate(isPart: Bool) throws {
    guard updateExpectations else { return }
    guard let expectations else { throw ValidationError("--update-expectations needs --expectations.") }
    guard !isPart else {
      throw ValidationError("--update-expectations needs a run of all cases, without --filter and --shard.")
    }
    guard FileManager.default.canWriteFile(at: expectations) else {
      throw ValidationError(ExpectationError.unwritable(expectations).description)
    }
  }

  /// The expectations, which must be about these vectors; a file to be written may still be missing.
  func load(for vectors: VectorSet) throws -> Expectations? {
    guard let path = expectations else { return nil }
    if updateExpectations, !FileManager.default.fileExists(atPath: path) { return Expectations(new: path) }
    let expectations = try Expectations(path: path)
    try expectations.requireRules(of: vectors)
    return expectations
  }

  /// Writes the file anew.
  func update(from report: Report) throws {
    if let update = try report.expectations?.update(from: report) { System.writeErrors("\(update)\n") }
  }
}
