import Testing

@testable import PythonPatterns

/// What Python 3.11 says of every scalar, whatever Unicode Swift has.
@Suite struct ScalarTests {
  /// All but halves of pairs, about which there is nothing to say.
  private static let scalars = [UInt32](0...0xD7FF) + (0xE000...0x10FFFF)

  private func ranges(_ holds: (UInt32) -> Bool) -> [[UInt32]] {
    var ranges: [[UInt32]] = []
    for scalar in Self.scalars where holds(scalar) {
      if let last = ranges.last, last[1] + 1 == scalar {
        ranges[ranges.count - 1][1] = scalar
      } else {
        ranges.append([scalar, scalar])
      }
    }
    return ranges
  }

  private func changes(_ mapping: (UInt32) -> UInt32) -> [[UInt32]] {
    Self.scalars.compactMap { mapping($0) == $0 ? nil : [$0, mapping($0)] }
  }

  @Test func categoriesArePythons() throws {
    let stored = try StoredPatterns.load().scalars
    #expect(ranges(PythonUnicode.isDecimal) == stored.decimal)
    #expect(ranges(PythonUnicode.isWord) == stored.word)
    #expect(ranges(PythonUnicode.isSpace) == stored.space)
    #expect(ranges(PythonUnicode.isLetter) == stored.letter)
  }

  @Test func identifiersArePythons() throws {
    let stored = try StoredPatterns.load().scalars
    #expect(ranges(PythonUnicode.startsIdentifier) == stored.identifierStart)
    #expect(ranges(PythonUnicode.continuesIdentifier) == stored.identifierContinue)
  }

  @Test func casesArePythons() throws {
    let stored = try StoredPatterns.load().scalars
    #expect(changes(PythonUnicode.lowercase) == stored.lower)
    #expect(changes(PythonUnicode.uppercase) == stored.upper)
    #expect(extraCases.map { [$0] + $1 }.sorted { $0[0] < $1[0] } == stored.extraCases)
  }
}
