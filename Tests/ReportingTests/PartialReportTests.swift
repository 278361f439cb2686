import Foundation
import Testing

@testable import Conformance
@testable import Reporting

/// What is made of reports on parts of a suite.
@Suite final class PartialReportTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  /// The report on all cases.
  private let whole: Report
  private let vectors: VectorSet

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let cases = (0..<6).map { Judged(rules: ["R-UPDATE-1"], differs: $0 < 3 ? .slot(.momentum) : nil) }
    whole = Judged.report(on: cases)
    let file = VectorFile(
      name: "f.json", about: "", provenance: .object([:]), powers: [:],
      cases: whole.result.results.map(\.testCase))
    vectors = VectorSet(manifest: whole.result.manifest, files: [file])
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The report on the cases of some indices, written and read.
  private func part(_ indices: Range<Int>, notRun: Int = 0, budget: Budget = .bits) throws -> PartialReport {
    let result = whole.result
    let part = SuiteResult(
      port: result.port, manifest: result.manifest, filter: nil, shard: nil, budget: budget,
      results: Array(result.results[indices]), notRun: notRun, endFaults: [], duration: .seconds(1))
    let path = folder.appending(path: "\(indices).json").path
    try Report(part, duration: part.duration).json().writeWhole(to: path)
    return try PartialReport(path: path)
  }

  private func merge(_ parts: PartialReport...) throws -> SuiteResult {
    try PartialReport.merge(parts, of: vectors)
  }

  @Test func thePartsAreTheWhole() throws {
    let merged = try merge(part(3..<6), part(0..<3))
    #expect(merged.results.map(\.judgement) == whole.result.results.map(\.judgement))
    #expect(merged.duration == .seconds(2))
    #expect(merged.budget == .bits)
  }

  @Test func theBudgetIsTheParts() throws {
    var mine = Budget.fused
    mine.name = "mine"
    #expect(try merge(part(0..<3, budget: mine), part(3..<6, budget: mine)).budget.hasFloor)
  }

  @Test func budgetsOfOneNameMustAllowTheSame() throws {
    var (mine, other) = (Budget.fused, Budget.fused)
    (mine.name, other.name) = ("mine", "mine")
    other.allowances[.float32]?[.variable] = Budget.Allowance(ulps: 1_000_000)
    let error = #expect(throws: MergeError.self) {
      try merge(part(0..<3, budget: mine), part(3..<6, budget: other))
    }
    #expect(error?.description.hasSuffix("reports on another port, budget or filter.") == true)
  }

  @Test func whatIsMissingMustBeExplained() throws {
    #expect(try merge(part(0..<3), part(3..<4, notRun: 2)).notRun == 2)
    for (indices, notRun, sentence) in [
      (3..<5, 0, "1 case is in no report, such as 'sample/5'; is a part missing?"),
      (3..<4, 1, "2 cases are in no report, such as 'sample/4'; 1 case was not run; is a part missing?"),
      (3..<6, 1, "0 cases are in no report; 1 case was not run; is a part missing?"),
    ] {
      let error = #expect(throws: MergeError.self) { try merge(part(0..<3), part(indices, notRun: notRun)) }
      #expect(error?.description == sentence)
    }
  }
}
