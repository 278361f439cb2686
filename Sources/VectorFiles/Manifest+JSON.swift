import Conformance
import ExactJSON

extension Manifest {
  private enum Key: String, JSONKey {
    case format, profile, cases, rules, provenance, coverage, essential, answers, files

    static let names = JSONNames<Self>()
  }

  init(from json: inout JSONReader) throws(JSONError) {
    var (profile, cases, rules): (String?, Int?, [String]?)
    var provenance: JSONValue?
    var essential: [String] = []
    var answers: [Answers] = []
    var files: [File]?
    try json.object { (json, key: Key) throws(JSONError) in
      switch key {
      case .format, .coverage: try json.skip()
      case .profile: profile = try json.string()
      case .cases: cases = try json.integer()
      case .rules: rules = try json.strings()
      case .provenance: provenance = try JSONValue(from: &json)
      case .essential: essential = try json.strings()
      case .answers: answers = try json.array(Answers.init(from:))
      case .files: files = try json.array(File.init(from:))
      }
    }
    guard let profile else { throw .missing("profile") }
    guard let cases else { throw .missing("cases") }
    guard let rules else { throw .missing("rules") }
    guard let provenance else { throw .missing("provenance") }
    guard let files else { throw .missing("files") }
    self.init(
      profile: profile, cases: cases, rules: rules.map { Rule($0) }, provenance: provenance,
      essential: essential,
      files: files, answers: answers)
  }
}

extension Manifest.Answers {
  fileprivate init(from json: inout JSONReader) throws(JSONError) {
    var equal: Int?
    let file = try Manifest.File(from: &json) { equal = $0 }
    guard let equal else { throw .missing("equal") }
    self.init(file: file, equal: equal)
  }
}

extension Manifest.File {
  private enum Key: String, JSONKey {
    case name, cases, equal, steps, bytes, sha256, fnv1a64

    static let names = JSONNames<Self>()
  }

  fileprivate init(from json: inout JSONReader) throws(JSONError) {
    try self.init(from: &json) { _ in }
  }

  /// Reads an entry, which in a list of answers says how many are equal.
  fileprivate init(from json: inout JSONReader, equal: (Int) -> Void) throws(JSONError) {
    var name: String?
    var (cases, steps, bytes): (Int?, Int?, Int?)
    var hash: UInt64?
    try json.object { (json, key: Key) throws(JSONError) in
      switch key {
      case .name: name = try json.string()
      case .cases: cases = try json.integer()
      case .equal: equal(try json.integer())
      case .steps: steps = try json.integer()
      case .bytes: bytes = try json.integer()
      case .sha256: _ = try json.string()
      case .fnv1a64:
        let digits = try json.string()
        hash = UInt64(digits, radix: 16)
        if hash == nil { throw .malformed("'\(digits)', where 16 hexadecimal digits must be") }
      }
    }
    guard let name else { throw .missing("name") }
    guard let cases else { throw .missing("cases") }
    guard let steps else { throw .missing("steps") }
    guard let bytes else { throw .missing("bytes") }
    guard let hash else { throw .missing("fnv1a64") }
    self.init(
      name: name, cases: cases, steps: steps, contents: Manifest.Contents(bytes: bytes, fnv1a64: hash))
  }
}
