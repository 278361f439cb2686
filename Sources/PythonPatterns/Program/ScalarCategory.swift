/// `\d`, `\s`, `\w` or their opposites.
struct ScalarCategory: Sendable {
  let category: CharacterSet.Category
  let isNegated: Bool
  /// Whether only ASCII's are meant.
  let isASCII: Bool

  init(_ category: CharacterSet.Category, isNegated: Bool, isASCII: Bool) {
    (self.category, self.isNegated, self.isASCII) = (category, isNegated, isASCII)
  }

  func contains(_ scalar: UInt32) -> Bool {
    holds(scalar) != isNegated
  }

  private func holds(_ scalar: UInt32) -> Bool {
    switch (category, isASCII) {
    case (.digit, true): 0x30...0x39 ~= scalar
    case (.digit, false): PythonUnicode.isDecimal(scalar)
    case (.space, true): PythonUnicode.isASCIISpace(scalar)
    case (.space, false): PythonUnicode.isSpace(scalar)
    case (.word, true): PythonUnicode.isASCIIWord(scalar)
    case (.word, false): PythonUnicode.isWord(scalar)
    }
  }
}
