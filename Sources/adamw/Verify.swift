import ArgumentParser
import Conformance
import FoundationEssentials
import ReferencePort

struct Verify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs the vectors on the reference, bit for bit."
  )

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @OptionGroup var cases: VectorOptions

  @Option(help: "How to report: text or json.")
  var format = Format.text

  func run() async throws {
    let clock = ContinuousClock()
    let start = clock.now
    let process = ProcessInfo.processInfo
    let suite = try await cases.suite()
    let progress = ProgressLine(total: suite.count, since: start)
    let result = try await suite.run(
      workers: process.activeProcessorCount,
      makePort: { SwiftPort() },
      progress: { progress.show(done: $0) }
    )
    progress.clear()

    let report = Report(result, duration: clock.now - start)
    switch format {
    case .text:
      let style = TextStyle(isTerminal: System.outputIsTerminal, environment: process.environment)
      System.writeOutput(report.text(style: style))
    case .json:
      System.writeOutput(try report.json() + "\n")
    }
    if result.outcome != .conforms { throw Unconforming(outcome: result.outcome) }
  }
}
