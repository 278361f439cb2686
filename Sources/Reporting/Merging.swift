public import Conformance

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Why reports cannot be merged: a sentence.
public struct MergeError: Fault, Equatable {
  public let description: String
  public var blame: Blame { .usage }
}

/// A report on a part of a suite, read back from its JSON.
public struct PartialReport: Sendable {
  private struct Document: Decodable {
    struct Port: Decodable {
      let name, version, language: String
      let features: [Feature]?
      let unknownDtypes: [String]?

      var description: PortDescription {
        var port = PortDescription(name: name, version: version, language: language, features: features)
        port.unknownDTypes = unknownDtypes ?? []
        return port
      }
    }
    struct Vectors: Decodable {
      let profile: String
      let cases: Int
    }
    let format: String
    let filter: String?
    let budget: String
    let port: Port
    let vectors: Vectors
    let seconds: Double
    let notRun: Int
    let endFaults: [String]
    let results: [ResultEntry]
  }
  private let path: String
  private let document: Document

  /// Reads a report.
  public init(path: String) throws(MergeError) {
    self.path = path
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    guard let data = try? Data(contentsOf: URL(filePath: path)),
      let document = try? decoder.decode(Document.self, from: data), document.format == Report.format
    else { throw MergeError(description: "'\(path)' is no report in JSON of the format \(Report.format).") }
    guard (0...1e12).contains(document.seconds), (0...1 << 40).contains(document.notRun),
      document.results.allSatisfy({
        (0...1 << 40).contains($0.compared) && (0...1 << 40).contains($0.elements)
      })
    else { throw MergeError(description: "'\(path)' has a time or a count that no run has.") }
    self.document = document
  }

  /// The report on all of the suite.
  ///
  /// - Throws: If the parts are not of one port and one set of vectors, or leave cases out or have them twice.
  public static func merge(
    _ parts: [PartialReport],
    of vectors: VectorSet
  ) throws(MergeError) -> SuiteResult {
    guard let first = parts.first?.document else {
      throw MergeError(description: "There is nothing to merge.")
    }
    for part in parts {
      let other = part.document
      guard other.vectors.profile == vectors.manifest.profile, other.vectors.cases == vectors.manifest.cases
      else {
        throw MergeError(description: "'\(part.path)' reports on other vectors.")
      }
      guard other.port.name == first.port.name, other.port.version == first.port.version,
        other.port.language == first.port.language,
        other.budget == first.budget, other.filter == first.filter
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
      budget: budget(named: first.budget),
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
    guard missing.count == notRun else {
      throw MergeError(
        description:
          "\(missing.count) cases are in no report, such as '\(missing.first ?? "")'; is a part missing?"
      )
    }
    guard judgements.isEmpty else {
      throw MergeError(description: "There is no case '\(judgements.keys.min() ?? "")' in the vectors.")
    }
    return results
  }

  private static func budget(named name: String) -> Budget {
    switch name {
    case Budget.bits.name: .bits
    default: Budget(name: name, about: "The budget of the reports.", allowances: [.float32: [:]])
    }
  }
}
