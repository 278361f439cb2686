package import ExactJSON

/// The list of the vector files, by which a loader knows that it has all of them and has them whole.
public struct Manifest: Sendable {
  /// The format that this version of the package reads.
  public static let format = "adamw-manifest/1"

  /// One file.
  public struct File: Sendable {
    /// The file's name.
    public let name: String
    /// The number of cases in it.
    public let cases: Int
    /// The number of steps that its cases keep.
    public let steps: Int
    /// What the file's bytes must be; nil for a file by itself, of which that is not known.
    public let contents: Contents?

    package init(name: String, cases: Int, steps: Int, contents: Contents? = nil) {
      self.name = name
      self.cases = cases
      self.steps = steps
      self.contents = contents
    }
  }

  /// By what it is known that a file is whole.
  public struct Contents: Hashable, Sendable {
    /// The number of bytes.
    public let bytes: Int
    /// The 64-bit FNV-1a hash of the bytes.
    public let fnv1a64: UInt64
  }

  /// The implementation whose bits the vectors hold.
  public let profile: String
  /// The number of cases in all files.
  public let cases: Int
  /// The rules of the specification.
  public let rules: [String]
  /// Where the expectations come from.
  public let provenance: JSONValue
  /// The files.
  public let files: [File]

  package init(profile: String, cases: Int, rules: [String], provenance: JSONValue, files: [File]) {
    self.profile = profile
    self.cases = cases
    self.rules = rules
    self.provenance = provenance
    self.files = files
  }

  /// What there is to say about one file by itself. Nothing is known by which it could be checked.
  package init(of vectors: VectorFile) {
    let file = File(name: vectors.name, cases: vectors.cases.count, steps: vectors.stepCount)
    self.init(
      profile: vectors.name, cases: file.cases, rules: [], provenance: vectors.provenance, files: [file])
  }
}

extension Manifest {
  private enum Key: String, JSONKey {
    case format, profile, cases, rules, provenance, coverage, files

    static let names = JSONNames<Self>()
  }

  /// Reads a manifest of this format.
  package init(from json: inout JSONReader) throws(JSONError) {
    var (profile, cases, rules): (String?, Int?, [String]?)
    var provenance: JSONValue?
    var files: [File]?
    try json.object { (json, key: Key) throws(JSONError) in
      switch key {
      case .format, .coverage: try json.skip()
      case .profile: profile = try json.string()
      case .cases: cases = try json.integer()
      case .rules: rules = try json.strings()
      case .provenance: provenance = try JSONValue(from: &json)
      case .files: files = try json.array(File.init(from:))
      }
    }
    guard let profile else { throw .missing("profile") }
    guard let cases else { throw .missing("cases") }
    guard let rules else { throw .missing("rules") }
    guard let provenance else { throw .missing("provenance") }
    guard let files else { throw .missing("files") }
    self.init(profile: profile, cases: cases, rules: rules, provenance: provenance, files: files)
  }
}

extension Manifest.File {
  private enum Key: String, JSONKey {
    case name, cases, steps, bytes, sha256, fnv1a64

    static let names = JSONNames<Self>()
  }

  fileprivate init(from json: inout JSONReader) throws(JSONError) {
    var name: String?
    var (cases, steps, bytes): (Int?, Int?, Int?)
    var hash: UInt64?
    try json.object { (json, key: Key) throws(JSONError) in
      switch key {
      case .name: name = try json.string()
      case .cases: cases = try json.integer()
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
