import ArgumentParser
import Conformance
import PortProcesses

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
    try await System.supervised { supervisor in
      let pipeline = try await Pipeline(cases, budget: budget, expectations: expectations)
      let recorded = try RecordedPort(path: results, vectors: pipeline.suite.vectors)
      try await pipeline.judge(
        PortMaker(supervisor: supervisor).port(.recorded(recorded)), reports: reports)
    }
  }
}
