/// Why a search came to no answer.
package enum SearchError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There are too many ways to try.
  case tooManySteps
  /// There are too many places to go back to.
  case tooMuchMemory
  /// The search ends as Python 3.11 ends with `SystemError` or `RuntimeError`: its engine has lost count of a group.
  case failsInPython

  /// How many steps a search may take: less than a second. Python searches on, for years if need be.
  package static let mostSteps = 10_000_000
  /// How many numbers a search may keep to go back to: some 64 MB.
  package static let mostKept = 8_000_000

  package var description: String {
    switch self {
    case .tooManySteps: "takes more than \(Self.mostSteps) steps"
    case .tooMuchMemory: "keeps more than \(Self.mostKept) numbers to go back to"
    case .failsInPython: "ends in an internal error of Python's re, whose groups have come into disorder"
    }
  }
}
