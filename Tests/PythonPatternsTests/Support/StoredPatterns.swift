import Foundation

/// What Python 3.11 says: `Tests/Patterns/python.json`, written by `scripts/check/patterns.py`.
struct StoredPatterns: Decodable {
  struct Pair: Decodable {
    let pattern: String
    let names: [String]
    /// The error without what is in quotes, and where it is.
    let refusal: String?
    /// For each name 1 if it is found, 0 if not, F if Python fails and T if it takes long.
    let answers: String
  }

  /// Ranges of scalars, and scalars with what is made of them.
  struct Scalars: Decodable {
    let decimal, word, space, letter, identifierStart, identifierContinue: [[UInt32]]
    let lower, upper, extraCases: [[UInt32]]
  }

  let pairs: [Pair]
  let scalars: Scalars

  static func load() throws -> StoredPatterns {
    try load(from: URL(filePath: #filePath).appending(path: "../../../Patterns/python.json").standardized)
  }

  static func load(from file: URL) throws -> StoredPatterns {
    try JSONDecoder().decode(StoredPatterns.self, from: Data(contentsOf: file))
  }
}
