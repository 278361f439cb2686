/// Why a file could not be read or written: a sentence, and what kind of reason it is.
public struct OptimizerFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of reason it is.
  public enum Category: String, Sendable {
    /// The system did not read or write the file.
    case system
    /// The file is not whole, or not what was written.
    case damaged
    /// The file is whole but not one of an optimizer, or of a later version.
    case unsupported
    /// The optimizer cannot be written.
    case invalid
  }

  public let category: Category
  /// A sentence: what is wrong, and where.
  public let message: String

  public var description: String { message }

  static func damaged(_ message: String) -> OptimizerFileError {
    OptimizerFileError(category: .damaged, message: message)
  }
}
