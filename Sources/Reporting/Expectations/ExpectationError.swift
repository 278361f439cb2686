public import Conformance

/// Why a file of expectations cannot be used.
public enum ExpectationError: Fault, Equatable {
  /// The file cannot be read.
  case unreadable(String)
  /// The file cannot be written.
  case unwritable(String)
  /// A line is no entry.
  case malformed(path: String, line: Int, reason: String)

  /// The machine, where a file could be written before the run and cannot after it.
  public var blame: Blame {
    if case .unwritable = self { .machine } else { .usage }
  }

  /// A sentence: what is wrong, and what would be right.
  public var description: String {
    switch self {
    case .unreadable(let path): "The expectations in '\(path)' cannot be read."
    case .unwritable(let path): "The expectations cannot be written to '\(path)'."
    case .malformed(let path, let line, let reason): "\(path), line \(line): \(reason)."
    }
  }
}
