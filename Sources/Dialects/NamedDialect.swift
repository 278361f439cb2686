/// Another library's AdamW, as a set of mistakes.
public struct NamedDialect: Sendable, Identifiable {
  public let id: String
  /// What people call it, such as `PyTorch's AdamW`.
  public let name: String
  /// The version, commit or file of which the source was read.
  public let version: String
  public let dialect: Dialect
  /// What one has to know of it besides.
  public let note: String?

  init(_ id: String, _ name: String, _ version: String, _ mistakes: [Mistake], note: String? = nil) {
    self.id = id
    self.name = name
    self.version = version
    dialect = Dialect(mistakes)
    self.note = note
  }

  /// All that are known.
  public static let all: [NamedDialect] =
    inspiredByPyTorch + ofJAX + ofTensorFlow + ofPython + ofOtherLanguages + ofKeras
}
