/// Why a file of expectations cannot be used.
public enum ExpectationError: Error, Equatable, CustomStringConvertible {
  /// The file cannot be read.
  case unreadable(String)
  /// The file cannot be written.
  case unwritable(String)
  /// A line is no entry.
  case malformed(path: String, line: Int, reason: String)

  /// A sentence: what is wrong, and what would be right.
  public var description: String {
    switch self {
    case .unreadable(let path): "The expectations in '\(path)' cannot be read."
    case .unwritable(let path): "The expectations cannot be written to '\(path)'."
    case .malformed(let path, let line, let reason): "\(path), line \(line): \(reason)."
    }
  }
}
