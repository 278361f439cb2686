import Conformance
import ExactJSON
import Wire

extension VectorReader {
  /// The format of the files of answers that this version of the package reads.
  private static let format = "adamw-answers/1"

  /// The file's cases with the answers of another profile, in their order. Each has an answer here, or is said to have
  /// the same in both, and names the rules of the profile that it exercises beside its own; traces are of eager mode
  /// alone.
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
      cases: file.cases.compactMap { answers[$0.id]?.withoutTrace(naming: header.rules[$0.id] ?? []) })
  }
}

/// What stands before the answers.
private struct AnswersHeader {
  let provenance: JSONValue
  let equal: [String]
  let rules: [String: [Rule]]

  private enum Key: String, JSONKey {
    case format, about, provenance, equal, rules, cases

    static let names = JSONNames<Self>()
  }

  init(from json: inout JSONReader) throws(JSONError) {
    var provenance: JSONValue?
    var equal: [String]?
    var rules: [String: [Rule]]?
    try json.object { (json, key: Key) throws(JSONError) in
      switch key {
      case .format, .about, .cases: try json.skip()
      case .provenance: provenance = try JSONValue(from: &json)
      case .equal: equal = try json.strings()
      case .rules: rules = try Self.rules(from: &json)
      }
    }
    guard let provenance else { throw .missing("provenance") }
    guard let equal else { throw .missing("equal") }
    guard let rules else { throw .missing("rules") }
    (self.provenance, self.equal, self.rules) = (provenance, equal, rules)
  }

  private static func rules(from json: inout JSONReader) throws(JSONError) -> [String: [Rule]] {
    var rules: [String: [Rule]] = [:]
    try json.object { (json, id: String) throws(JSONError) in rules[id] = try json.strings().map { Rule($0) }
    }
    return rules
  }
}

extension Case {
  fileprivate func withoutTrace(naming rules: [Rule]) -> Case {
    var testCase = self
    testCase.rules += rules
    guard case .values(var values) = expectation, values.trace != nil else { return testCase }
    values.trace = nil
    testCase.expectation = .values(values)
    return testCase
  }
}
