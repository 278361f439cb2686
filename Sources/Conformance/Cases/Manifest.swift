/// The list of the vector files, by which a loader knows that it has all of them and has them whole.
public struct Manifest: Sendable {
  /// The format that this version of the package reads.
  public static let format = "adamw-manifest/1"

  /// One file.
  public struct File: Sendable, Codable {
    /// The file's name.
    public let name: String
    /// The number of cases in it.
    public let cases: Int
    /// The number of steps that its cases keep.
    public let steps: Int
    /// The file's size.
    public let bytes: Int
    /// The SHA-256 of the file, for people.
    public let sha256: String
    /// The 64-bit FNV-1a hash of the file, for loaders.
    public let fnv1a64: String
  }

  /// The implementation whose bits the vectors hold.
  public let profile: String
  /// The number of cases in all files.
  public let cases: Int
  /// The rules of the specification.
  public let rules: [Rule]
  /// Where the expectations come from.
  public let provenance: JSONValue
  /// Which combinations of arguments the files cover.
  public let coverage: JSONValue
  /// The files.
  public let files: [File]
}

extension Manifest {
  /// What there is to say about one file by itself. Nothing is known by which it could be checked.
  package init(of vectors: VectorFile) {
    profile = vectors.name
    cases = vectors.cases.count
    rules = []
    provenance = vectors.provenance
    coverage = .object([:])
    files = [
      File(
        name: vectors.name, cases: cases, steps: vectors.stepCount, bytes: 0, sha256: "", fnv1a64: "")
    ]
  }
}

extension Manifest: Decodable {
  enum CodingKeys: String, CodingKey, CaseIterable {
    case format, profile, cases, rules, provenance, coverage, files
  }

  public init(from decoder: any Decoder) throws {
    try decoder.requireFormat(Self.format)
    let fields = try Fields<CodingKeys>(of: decoder)
    profile = try fields.decode(String.self, forKey: .profile)
    cases = try fields.decode(Int.self, forKey: .cases)
    rules = try fields.decode([String].self, forKey: .rules).map { Rule($0) }
    provenance = try fields.decode(JSONValue.self, forKey: .provenance)
    coverage = try fields.decodeIfPresent(JSONValue.self, forKey: .coverage) ?? .object([:])
    files = try fields.decode([File].self, forKey: .files)
  }
}

extension Manifest.File {
  enum CodingKeys: String, CodingKey, CaseIterable { case name, cases, steps, bytes, sha256, fnv1a64 }

  public init(from decoder: any Decoder) throws {
    let fields = try Fields<CodingKeys>(of: decoder)
    name = try fields.decode(String.self, forKey: .name)
    cases = try fields.decode(Int.self, forKey: .cases)
    steps = try fields.decode(Int.self, forKey: .steps)
    bytes = try fields.decode(Int.self, forKey: .bytes)
    sha256 = try fields.decode(String.self, forKey: .sha256)
    fnv1a64 = try fields.decode(String.self, forKey: .fnv1a64)
  }
}
