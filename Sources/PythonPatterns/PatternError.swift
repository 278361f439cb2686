/// Why a pattern is none, in Python's words.
package struct PatternError: Error, Hashable, Sendable, CustomStringConvertible {
  package let message: String
  /// The scalar of the pattern that is meant, counted from 0; nil where Python names none.
  package let position: Int?

  init(_ message: String, at position: Int? = nil) {
    self.message = message
    self.position = position
  }

  package var description: String { position.map { "\(message) at position \($0)" } ?? message }
}
