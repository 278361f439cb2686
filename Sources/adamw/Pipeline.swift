import ArgumentParser
import Conformance
import Reporting

/// The way from the vectors to the verdict on a port: the same for all commands that judge one.
struct Pipeline {
  /// The cases.
  let suite: Suite

  private let start: ContinuousClock.Instant
  private let budget: Budget
  private let expectations: ExpectationOptions?
  private let expected: Expectations?

  /// Reads all that a run is based on.
  init(
    _ cases: VectorOptions,
    shard: Shard? = nil,
    budget: String = Budget.bits.name,
    expectations: ExpectationOptions? = nil
  ) async throws {
    start = .now
    self.budget = try Budget.find(budget)
    suite = try await cases.suite(shard: shard)
    self.expectations = expectations
    expected = try expectations?.load(for: suite.vectors)
  }

  /// Runs the cases on a port, reports, and ends the command with what that means.
  func judge(_ port: ChosenPort, reports: ReportOptions) async throws {
    let progress = ProgressLine(total: suite.count, since: start)
    let result = try await suite.run(
      workers: port.copies,
      budget: budget,
      makePort: { port.copy() },
      progress: { progress.show(done: $0) }
    )
    progress.clear()
    let report = Report(result, expectations: expected, duration: .now - start)
    try reports.write(report)
    if reports.format == .text, let afterword = try port.afterword() {
      try System.writeOutput("\n\(afterword)\n")
    }
    try report.end(blaming: port.blame, updating: expectations)
  }
}

extension Report {
  /// Ends a command that has written the report; before that, the expectations are written anew if that is wanted.
  func end(blaming blame: Blame = .port, updating expectations: ExpectationOptions? = nil) throws {
    if let expectations, expectations.updateExpectations, result.outcome != .broken {
      return try expectations.update(from: self)
    }
    let status = ExitStatus(of: outcome, blaming: blame)
    if status != .conforms { throw Ended(status: status) }
  }
}
