/// A part of a regular expression. Sequences within are numbers in the tree: nothing here is nested, however deep the
/// brackets are.
enum Element: Sendable {
  case literal(UInt32)
  case otherThan(UInt32)
  case any
  case oneOf(CharacterSet)
  case position(Position)
  case branch([Int])
  case group(Group)
  case atomic(Int)
  case repetition(Repetition)
  case reference(Int)
  case conditional(group: Int, yes: Int, no: Int?)
  case assertion(isBehind: Bool, isNegated: Bool, Int)

  struct Group: Sendable {
    /// From 1; nil if it is not kept.
    var number: Int?
    var added: Flags
    var removed: Flags
    var body: Int

    /// Whether the brackets do nothing but to hold together.
    var isPlain: Bool { number == nil && added.isEmpty && removed.isEmpty }
  }

  struct Repetition: Sendable {
    /// As Python's messages name it.
    enum Kind: String, Sendable {
      case greedy = "MAX_REPEAT"
      case lazy = "MIN_REPEAT"
      case possessive = "POSSESSIVE_REPEAT"
    }

    /// As a maximum: without end.
    static let unbounded = Int(UInt32.max)

    var kind = Kind.greedy
    var minimum: Int
    var maximum: Int
    var body = 0
  }

  enum Position: Sendable { case beginning, end, beginningOfText, endOfText, boundary, noBoundary }

  /// Whether two parts at the beginning of alternatives are one and the same.
  func isSame(as other: Element) -> Bool {
    switch (self, other) {
    case (.literal(let one), .literal(let other)), (.otherThan(let one), .otherThan(let other)): one == other
    case (.any, .any): true
    case (.oneOf(let one), .oneOf(let other)): one == other
    case (.position(let one), .position(let other)): one == other
    case (.reference(let one), .reference(let other)): one == other
    default: false
    }
  }
}

/// What is between square brackets.
struct CharacterSet: Hashable, Sendable {
  enum Item: Hashable, Sendable {
    case one(UInt32)
    case range(UInt32, UInt32)
    case category(Category, isNegated: Bool)
  }

  enum Category: Hashable, Sendable { case digit, space, word }

  var isNegated = false
  var items: [Item] = []
}
