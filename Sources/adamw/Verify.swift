import ArgumentParser
import Conformance
import FoundationEssentials
import ReferencePort
import Reporting

struct Verify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs the vectors on the reference, bit for bit."
  )

  @OptionGroup var cases: VectorOptions
  @OptionGroup var reports: ReportOptions

  func run() async throws {
    let clock = ContinuousClock()
    let start = clock.now
    let suite = try await cases.suite()
    let progress = ProgressLine(total: suite.count, since: start)
    let result = try await suite.run(
      workers: ProcessInfo.processInfo.activeProcessorCount,
      makePort: { SwiftPort() },
      progress: { progress.show(done: $0) }
    )
    progress.clear()

    try reports.write(Report(result, duration: clock.now - start))
    if result.outcome != .conforms { throw Unconforming(outcome: result.outcome) }
  }
}
