/// The list of the vector files, by which a loader knows that it has all of them and has them whole.
public struct Manifest: Sendable {
  /// The format that this version of the package reads.
  public static let format = "adamw-manifest/1"

  public struct File: Sendable {
    public let name: String
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

  /// A file of another profile's answers to the cases of a file of the same name.
  public struct Answers: Sendable {
    /// The file, with the number of its cases that have an answer of their own.
    public let file: File
    /// The number of the others, whose answer is the same in both profiles.
    public let equal: Int

    package init(file: File, equal: Int) {
      self.file = file
      self.equal = equal
    }
  }

  /// By what it is known that a file is whole.
  public struct Contents: Hashable, Sendable {
    public let bytes: Int
    /// The 64-bit FNV-1a hash of the bytes.
    public let fnv1a64: UInt64

    package init(bytes: Int, fnv1a64: UInt64) {
      self.bytes = bytes
      self.fnv1a64 = fnv1a64
    }
  }

  /// The implementation whose bits the vectors hold.
  public let profile: String
  /// The number of cases in all files.
  public let cases: Int
  /// The rules that the cases must exercise; nil where nobody lists them, as for a file by itself.
  public let rules: [Rule]?
  /// Where the expectations come from.
  public let provenance: JSONValue
  /// The ids of a few cases that notice every known mistake; none where nobody lists them.
  public let essential: [String]
  public let files: [File]
  /// What this profile answers to the cases of another; none in the profile that has the cases.
  public let answers: [Answers]

  package init(
    profile: String, cases: Int, rules: [Rule]?, provenance: JSONValue, essential: [String] = [],
    files: [File], answers: [Answers] = []
  ) {
    self.profile = profile
    self.cases = cases
    self.rules = rules
    self.provenance = provenance
    self.essential = essential
    self.files = files
    self.answers = answers
  }

  /// What there is to say about one file by itself. Nothing is known by which it could be checked.
  package init(of vectors: VectorFile) {
    let file = File(name: vectors.name, cases: vectors.cases.count, steps: vectors.stepCount)
    self.init(
      profile: vectors.name, cases: file.cases, rules: nil, provenance: vectors.provenance, files: [file])
  }
}
