import ArgumentParser
import Conformance
import Diagnosis
import Reporting
import VectorFiles

/// The way from the vectors to the verdict on a port: the same for all commands that judge one.
struct Pipeline {
  let suite: Suite

  private let profile: Profile
  private let start: ContinuousClock.Instant
  private let budget: Budget
  private let requirement: Report.Requirement
  private let expectations: ExpectationOptions?
  private let expected: Expectations?

  /// Reads all that a run is based on.
  init(
    _ cases: VectorOptions,
    shard: Shard? = nil,
    budget: String = Budget.bits.name,
    level: LevelOptions? = nil,
    expectations: ExpectationOptions? = nil
  ) async throws {
    start = .now
    profile = cases.profile
    self.budget = try Budget.find(budget)
    requirement = level?.level ?? .bits
    suite = try Suite(vectors: try await cases.load(), filter: cases.filter.map(Filter.init), shard: shard)
    self.expectations = expectations
    expected = try expectations?.load(for: suite.vectors)
  }

  /// Runs the cases on a port, reports, and ends the command with what that means.
  func judge(_ port: ChosenPort, reports: ReportOptions, remarks: [Remark] = []) async throws {
    let progress = ProgressLine(total: suite.count, since: start)
    defer { progress.clear() }
    let result: SuiteResult
    do {
      result = try await suite.run(
        workers: port.copies,
        budget: budget,
        makePort: { port.copy() },
        progress: { progress.show(begun: $0) }
      )
    } catch SuiteError.inconsistentPort where port.blame != .port {
      throw CommandFault(port.blame, "Copies of Keras describe themselves differently.")
    }
    progress.clear()
    let diagnosis = progress.during("looking for what is wrong") { result.diagnosis(in: profile) }
    try Report(
      result, diagnosis: diagnosis, requiring: requirement, remarks: remarks, expectations: expected,
      duration: .now - start, blaming: port.blame
    )
    .conclude(reports, afterword: port.afterword(), updating: expectations)
  }
}
