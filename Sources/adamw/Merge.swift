import ArgumentParser
import Conformance
import Reporting

struct Merge: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes one report of the JSON reports on all parts of a run."
  )

  @OptionGroup var cases: VectorOptions
  @OptionGroup var reports: ReportOptions
  @OptionGroup var expectations: ExpectationOptions

  @Argument(help: "The JSON reports of 'adamw test --shard'.")
  var parts: [String]

  func validate() throws {
    guard cases.filter == nil else { throw ValidationError("The filter is that of the reports.") }
    try expectations.validate(isPart: false)
  }

  func run() async throws {
    let parts = try parts.map { path throws in try PartialReport(path: path) }
    let vectors = try await cases.load()
    let expected = try expectations.load(for: vectors)
    let result = try PartialReport.merge(parts, of: vectors)
    try expectations.validate(isPart: result.filter != nil)
    try Report(
      result, remarks: PartialReport.remarks(of: parts), expectations: expected, duration: result.duration,
      blaming: parts.first?.blame ?? .port
    )
    .conclude(reports, updating: expectations)
  }
}
