import Conformance
import ExactJSON
import Wire

extension VectorReader {
  /// The format of the files of answers that this version of the package reads.
  private static let format = "adamw-answers/1"

  /// The file's cases with the answers of another profile, in their order. Each has an answer here, or is said to have
  /// the same in both; traces are of eager mode alone.
  func answers(to file: VectorFile, listed: Manifest.Answers) async throws -> VectorFile {
    let bytes = try fileBytes()
    if let contents = listed.file.contents { try check(bytes, against: contents) }
    let first = try firstCase(in: bytes)
    let header = try header(in: bytes, before: first, format: Self.format, AnswersHeader.init(from:))
    let known = Dictionary(uniqueKeysWithValues: file.cases.map { ($0.id, $0) })
    let differing = try await cases(in: bytes, from: first) { (json) throws(JSONError) in
      try Case(fromAnswer: &json, to: known)
    }
    for (what, found, listed) in [
      ("answers", differing.count, listed.file.cases), ("equal cases", header.equal.count, listed.equal),
    ] where found != listed {
      throw VectorError.wrongCount(file: self.file, of: what, found: found, listed: listed)
    }
    var answers = Dictionary(differing.map { ($0.id, $0) }) { first, _ in first }
    for id in header.equal { answers[id] = known[id] }
    guard answers.count == differing.count + header.equal.count, answers.count == known.count else {
      throw VectorError.wrongCount(
        file: self.file, of: "answered cases", found: answers.count, listed: known.count)
    }
    return VectorFile(
      name: file.name, about: file.about, provenance: header.provenance, powers: file.powers,
      cases: file.cases.compactMap { answers[$0.id]?.withoutTrace })
  }
}

/// What stands before the answers.
private struct AnswersHeader {
  let provenance: JSONValue
  let equal: [String]

  private enum Key: String, JSONKey {
    case format, about, provenance, equal, cases

    static let names = JSONNames<Self>()
  }

  init(from json: inout JSONReader) throws(JSONError) {
    var provenance: JSONValue?
    var equal: [String]?
    try json.object { (json, key: Key) throws(JSONError) in
      switch key {
      case .format, .about, .cases: try json.skip()
      case .provenance: provenance = try JSONValue(from: &json)
      case .equal: equal = try json.strings()
      }
    }
    guard let provenance else { throw .missing("provenance") }
    guard let equal else { throw .missing("equal") }
    (self.provenance, self.equal) = (provenance, equal)
  }
}

extension Case {
  fileprivate var withoutTrace: Case {
    guard case .values(var values) = expectation, values.trace != nil else { return self }
    var testCase = self
    values.trace = nil
    testCase.expectation = .values(values)
    return testCase
  }
}
