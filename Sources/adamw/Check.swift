import ArgumentParser
import Conformance
import PortProcesses
import Reporting
import VectorFiles

struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Judges the replies of a port to the requests of 'adamw export'."
  )

  @OptionGroup var cases: VectorOptions
  @OptionGroup var reports: ReportOptions
  @OptionGroup var expectations: ExpectationOptions

  @Option(help: "How far from the expected bits a value may be: bits, fused, or a file.")
  var budget = Budget.bits.name

  @Argument(help: "The file of replies, one JSON object on each line.")
  var results: String

  func validate() throws { try expectations.validate(isPart: cases.filter != nil) }

  func run() async throws {
    let start = ContinuousClock.now
    let budget = try Budget.find(budget)
    let suite = try await cases.suite()
    let expected = try expectations.load(for: suite.vectors)
    let port = try RecordedPort(path: results, vectors: suite.vectors)
    let result = try await suite.run(budget: budget, makePort: { port })
    try expectations.finish(
      Report(result, expectations: expected, duration: .now - start),
      writing: reports
    )
  }
}
