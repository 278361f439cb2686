import ArgumentParser
import CPython
import Conformance
import FoundationEssentials
import KerasOracle
import PortProcesses
import Reporting

struct KerasVerify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Runs the vectors on real Keras, bit for bit.",
    discussion: """
      Keras on TensorFlow must answer what it answered when the vectors were written. The other backends differ \
      in places, and the report says in which. A second copy of Keras needs another gigabyte of memory.
      """
  )

  @OptionGroup var cases: VectorOptions
  @OptionGroup var keras: KerasOptions
  @OptionGroup var reports: ReportOptions

  @Option(help: "How many copies of Keras to run.")
  var jobs = 1

  func validate() throws {
    guard jobs >= 1 else { throw ValidationError("At least 1 job is needed.") }
  }

  func run() async throws {
    let start = ContinuousClock.now
    System.beforeSignalsEnd { ProcessPort.killAll() }
    defer { ProcessPort.killAll() }
    let suite = try await cases.suite()
    let installation = try keras.installation()
    // A process has one Keras: where there is to be more than one, each has a process of its own.
    let embedded = jobs == 1 ? try installation.start() : nil
    if embedded == nil { _ = try installation.discovery.found() }

    let progress = ProgressLine(total: suite.count, since: start)
    let result = try await suite.run(
      workers: jobs,
      makePort: { [keras] in embedded ?? Self.copy(of: keras) },
      progress: { progress.show(done: $0) }
    )
    progress.clear()
    let report = Report(result, duration: .now - start)
    try reports.write(report)
    if let throughput = try embedded?.throughput() { System.writeOutput("\n\(throughput)\n") }
    if !report.outcome.isSuccess { throw Unconforming(outcome: report.outcome) }
  }

  /// This program once more, as a port that is Keras.
  private static func copy(of keras: KerasOptions) -> any Port {
    ProcessPort(
      command: [CommandLine.arguments[0], "keras", "port"] + keras.words,
      limits: ProcessPort.Limits(start: .seconds(120), testCase: .seconds(60))
    )
  }
}
