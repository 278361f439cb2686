import Diagnosis
import Reporting
import VectorFiles
public import Conformance
public import Testing

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Expects that an optimizer computes what Keras' AdamW computes in eager mode, in every case that its
/// features cover.
///
/// The first issue says what is wrong, as far as the probes show it. Then one is recorded for each case that fails, with
/// the place and the size of the first difference; after `issueLimit` of them one issue counts the rest. An issue is recorded too if not every case was run, or
/// if the port has the features of none. What the port lacks is printed, and is no issue.
///
/// ```swift
/// @Test func conforms() async throws {
///   try await expectConformance(of: MyPort())
/// }
/// ```
///
/// - Parameters:
///   - port: The optimizer behind the protocol `Port`, which is told what to do by a case and answers with the
///     variables after each event.
///   - vectors: The path of the folder of vectors. If nil, the one that the environment variable `ADAMW_VECTORS`
///     names, and otherwise that of this package.
///   - filter: Only the cases with an id or a rule that matches, such as `core-float32/*` or `R-CLIP-*`.
///   - budget: How far from the expected bits a value may be.
///   - workers: The number of cases that are run at once on the port.
///   - issueLimit: The number of failing cases that have an issue of their own.
///   - sourceLocation: Where the issues are shown.
/// - Returns: What became of each case.
/// - Throws: A `VectorError` if there are no vectors or they are damaged, a `SuiteError` if nothing matches the
///   filter or the port cannot describe itself.
@discardableResult
public func expectConformance(
  of port: some Port & Sendable,
  vectors: String? = nil,
  filter: String? = nil,
  budget: Budget = .bits,
  workers: Int = 1,
  issueLimit: Int = 10,
  sourceLocation: SourceLocation = #_sourceLocation
) async throws -> SuiteResult {
  let store = try VectorStore.find(
    path: vectors,
    environment: ProcessInfo.processInfo.environment,
    beside: [URL(filePath: #filePath).deletingLastPathComponent().path]
  )
  let suite = try Suite(vectors: try await store.load(), filter: filter.map(Filter.init))
  let result = try await suite.run(workers: workers, budget: budget, makePort: { port })
  let report = Report(result, diagnosis: result.diagnosis(probesOnly: true), duration: result.duration)
  print(report.summary)
  for issue in (result.tally.failed > 0 ? [report.verdict].compactMap(\.self) : [])
    + result.issues(limit: issueLimit)
  {
    Issue.record(Comment(rawValue: issue), sourceLocation: sourceLocation)
  }
  return result
}

extension SuiteResult {
  /// What is wrong, a text for each issue: the cases that failed, up to a limit, and what concerns all of them.
  func issues(limit: Int) -> [String] {
    let failures = results.compactMap { result in
      if case .failed(let divergence) = result.judgement.verdict {
        "\(result.testCase.id): \(divergence)"
      } else {
        nil
      }
    }
    var issues = Array(failures.prefix(limit))
    if failures.count > limit {
      issues.append("\((failures.count - limit).counted("more case", "more cases")) failed")
    }
    let missing = isWhole ? manifest.cases - results.count : notRun
    if missing > 0 { issues.append("\(missing.counted("case was", "cases were")) not run") }
    if outcome == .unjudged {
      issues.append("the port has the features of none of the \(results.count) cases")
    }
    return issues + endFaults
  }
}
