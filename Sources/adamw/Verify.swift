import ArgumentParser
import Conformance
import FoundationEssentials
import ReferencePort

struct Verify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs the vectors on the reference, bit for bit."
  )

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Option(help: "The folder of the vectors, if not ADAMW_VECTORS or the Vectors beside the package.")
  var vectors: String?

  @Option(help: "Only cases with an id or a rule that matches, such as 'core-*ema*' or 'R-DECAY-*'.")
  var filter: String?

  @Option(help: "How to report: text or json.")
  var format = Format.text

  func run() async throws {
    let clock = ContinuousClock()
    let start = clock.now
    let process = ProcessInfo.processInfo
    let here = FileManager.default.currentDirectoryPath
    let store = try VectorStore.find(
      path: vectors,
      environment: process.environment,
      beside: [here, URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().path]
    )
    let suite = try Suite(vectors: try await store.load(), filter: filter.map(Filter.init))
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
