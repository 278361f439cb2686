import ArgumentParser
import Conformance

/// Which failures are known of the port.
struct ExpectationOptions: ParsableArguments {
  @Option(help: ArgumentHelp("A file of failures that are expected of the port.", valueName: "path"))
  var expectations: String?

  @Flag(help: "Write the file of expected failures anew, as this run shows them.")
  var updateExpectations = false

  func validate(isPart: Bool) throws {
    guard updateExpectations else { return }
    guard expectations != nil else { throw ValidationError("--update-expectations needs --expectations.") }
    guard !isPart else {
      throw ValidationError("--update-expectations needs a run of all cases, without --filter and --shard.")
    }
  }

  func load() throws -> Expectations? { try expectations.map { path throws in try Expectations(path: path) } }

  /// Writes the report, after the expectations if that is wanted, and ends with its outcome.
  func finish(_ report: Report, writing reports: ReportOptions) throws {
    try reports.write(report)
    if updateExpectations, report.result.outcome != .broken {
      try report.expectations?.update(from: report.result)
      return
    }
    if !report.outcome.isSuccess { throw Unconforming(outcome: report.outcome) }
  }
}
