import Conformance
import VectorFiles

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension FuzzResult {
  /// The result as one JSON object, for programs.
  ///
  /// - Parameter path: Where the case was saved.
  /// - Returns: The text of the object.
  /// - Throws: What the encoder throws.
  public func json(savedAt path: String? = nil) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return String(decoding: try encoder.encode(Document(self, path)), as: UTF8.self)
  }

  /// The vector file of the smallest case; nil if none was found.
  ///
  /// - Throws: What the encoder throws.
  public func vectorFile() throws -> String? {
    guard let finding else { return nil }
    return try VectorFile.text(
      about:
        "A case, made small, in which \(port.name) \(port.version) differs from \(oracle.name) \(oracle.version).",
      provenance: .object([
        "oracle": .string("\(oracle.name) \(oracle.version)"), "language": .string(oracle.language),
        "found_as": .string(finding.original.id),
      ]),
      cases: [finding.smallest.testCase]
    )
  }
}

/// The shape of the JSON result.
private struct Document: Encodable {
  struct Port: Encodable { let name, version, language: String }

  struct Difference: Encodable {
    let id, place, explanation: String
    let variables, elements, events, arguments, tries: Int
    let searchSeconds, shrinkSeconds: Double
    let python: [String]
    let saved: String?
  }

  let format = "adamw-fuzz/1"
  let verdict: Outcome
  let seed: UInt64
  let cases, compared, refused: Int
  let unsupported, dtypes: [String: Int]
  let seconds: Double
  let interrupted: Bool
  let port, oracle: Port
  let difference: Difference?

  init(_ result: FuzzResult, _ path: String?) {
    verdict = result.outcome
    seed = result.seed
    cases = result.counts.cases
    compared = result.counts.compared
    refused = result.counts.refused
    unsupported = result.counts.unsupported
    dtypes = Dictionary(uniqueKeysWithValues: result.counts.dtypes.map { ($0.key.rawValue, $0.value) })
    seconds = result.duration / .seconds(1)
    interrupted = result.wasInterrupted
    port = Port(name: result.port.name, version: result.port.version, language: result.port.language)
    oracle = Port(
      name: result.oracle.name, version: result.oracle.version, language: result.oracle.language)
    difference = result.finding.map { finding in
      let smallest = finding.smallest.testCase
      return Difference(
        id: finding.original.id,
        place: finding.smallest.divergence.place,
        explanation: finding.smallest.divergence.explanation,
        variables: smallest.variables.count,
        elements: smallest.variables.reduce(0) { $0 + $1.count },
        events: smallest.script.count,
        arguments: smallest.arguments.given.count,
        tries: finding.tries,
        searchSeconds: finding.searching / .seconds(1),
        shrinkSeconds: finding.shrinking / .seconds(1),
        python: smallest.python,
        saved: path
      )
    }
  }
}
