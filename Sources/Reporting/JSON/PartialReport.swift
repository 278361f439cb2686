public import Conformance

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A report on a part of a suite, read back from its JSON.
public struct PartialReport: Sendable {
  private let path: String
  private let document: ReportDocument
  private let budget: Budget

  public init(path: String) throws(MergeError) {
    self.path = path
    guard let data = try? Data(contentsOf: URL(filePath: path)),
      let document = try? ReportDocument(json: data), document.format == Report.format
    else { throw MergeError(description: "'\(path)' is no report in JSON of the format \(Report.format).") }
    guard (0...1e12).contains(document.seconds), (0...1 << 40).contains(document.notRun),
      document.results.allSatisfy({
        (0...1 << 40).contains($0.compared) && (0...1 << 40).contains($0.elements)
      })
    else { throw MergeError(description: "'\(path)' has a time or a count that no run has.") }
    guard let budget = document.wholeBudget else {
      throw MergeError(
        description: "'\(path)' does not say what the budget '\(document.budget)' allows, or not what it is.")
    }
    if let unknown = document.remarks?.first(where: { $0.remark == nil }) {
      throw MergeError(
        description: "'\(path)' has a remark of the kind '\(unknown.kind)', which is not known here.")
    }
    self.document = document
    self.budget = budget
  }

  /// Who is to blame where the port is broken.
  public var blame: Blame { document.blame == nil ? .port : .oracle }

  /// What the reports say of the port besides the verdicts, each thing once.
  public static func remarks(of parts: [PartialReport]) -> [Remark] {
    var seen: Set<Remark> = []
    return parts.flatMap { $0.document.remarks ?? [] }.compactMap(\.remark)
      .filter { seen.insert($0).inserted }
  }

  /// The report on all of the suite.
  ///
  /// - Throws: If the parts are not of one port and one set of vectors, or leave cases out or have them twice.
  public static func merge(
    _ parts: [PartialReport],
    of vectors: VectorSet
  ) throws(MergeError) -> SuiteResult {
    guard let part = parts.first else { throw MergeError(description: "There is nothing to merge.") }
    let first = part.document
    for part in parts {
      let other = part.document
      guard other.vectors.profile == vectors.manifest.profile, other.vectors.cases == vectors.manifest.cases
      else {
        throw MergeError(description: "'\(part.path)' reports on other vectors.")
      }
      guard other.port.name == first.port.name, other.port.version == first.port.version,
        other.port.language == first.port.language,
        part.budget == parts[0].budget, other.filter == first.filter, other.blame == first.blame
      else {
        throw MergeError(description: "'\(part.path)' reports on another port, budget or filter.")
      }
    }
    let notRun = parts.reduce(0) { $0 + $1.document.notRun }
    return SuiteResult(
      port: first.port.description,
      manifest: vectors.manifest,
      filter: first.filter.map(Filter.init),
      shard: nil,
      budget: part.budget,
      results: try results(of: parts, notRun: notRun, vectors: vectors),
      notRun: notRun,
      endFaults: parts.flatMap(\.document.endFaults),
      duration: .seconds(parts.reduce(0) { $0 + $1.document.seconds })
    )
  }

  private static func results(
    of parts: [PartialReport],
    notRun: Int,
    vectors: VectorSet
  ) throws(MergeError) -> [CaseResult] {
    var judgements: [String: Judgement] = [:]
    for part in parts {
      for entry in part.document.results {
        guard let judgement = entry.judgement else {
          throw MergeError(description: "'\(part.path)' has no verdict on '\(entry.id)'.")
        }
        guard judgements.updateValue(judgement, forKey: entry.id) == nil else {
          throw MergeError(description: "The case '\(entry.id)' is reported twice.")
        }
      }
    }
    let filter = parts.first?.document.filter.map(Filter.init)
    var results: [CaseResult] = []
    var missing: [String] = []
    for file in vectors.files {
      for testCase in file.cases where filter?.matches(testCase) ?? true {
        if let judgement = judgements.removeValue(forKey: testCase.id) {
          results.append(CaseResult(file: file.name, testCase: testCase, judgement: judgement))
        } else {
          missing.append(testCase.id)
        }
      }
    }
    if let unknown = judgements.keys.min() {
      throw MergeError(description: "There is no case '\(unknown)' in the vectors.")
    }
    if missing.count == notRun { return results }
    let count = missing.count.counted("case is", "cases are")
    let example = missing.first.map { ", such as '\($0)'" } ?? ""
    let explained = notRun == 0 ? "" : "; \(notRun.counted("case was", "cases were")) not run"
    throw MergeError(description: "\(count) in no report\(example)\(explained); is a part missing?")
  }
}
