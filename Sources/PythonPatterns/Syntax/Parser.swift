/// Reads a regular expression as Python 3.11's `re` reads one for `str`. Brackets within brackets are kept on a stack of
/// our own, so that no number of them can overflow the thread's.
struct Parser {
  /// How deep brackets can be within each other: as deep as Python reads them, if nothing else has called it.
  static let deepest = 495

  var tokens: Tokens
  var tree = Tree()
  /// The brackets around what is read, the whole pattern first.
  var levels = [Level(.whole, at: 0)]
  var groupNumbers: [[UInt32]: Int] = [:]
  /// Groups that conditions name by number, and where: they may come later.
  var conditions: [(group: Int, position: Int)] = []
  /// How many groups there were, and one, where a lookbehind began.
  var groupsBeforeLookbehind: Int?

  init(_ pattern: String, _ flags: Flags) throws(PatternError) {
    tokens = try Tokens(pattern)
    tree.flags = flags
  }

  /// The innermost level.
  var level: Level {
    _read { yield levels[levels.count - 1] }
    _modify { yield &levels[levels.count - 1] }
  }

  mutating func parse() throws(PatternError) -> Tree {
    repeat {
      while let token = tokens.next, !token.endsSequence {
        try tokens.advance()
        try parse(token)
      }
    } while try endSequence()
    try checkWhole()
    return tree
  }

  /// What must hold when all is read.
  private mutating func checkWhole() throws(PatternError) {
    if !tree.flags.contains(.ascii) {
      tree.flags.insert(.unicode)
    } else if tree.flags.contains(.unicode) {
      throw PatternError("ASCII and UNICODE flags are incompatible")
    }
    guard tokens.next == nil else { throw tokens.error("unbalanced parenthesis") }
    for (group, position) in conditions where group > tree.groupCount {
      throw PatternError("invalid group reference \(group)", at: position)
    }
  }

  private mutating func parse(_ token: Tokens.Token) throws(PatternError) {
    if level.isVerbose, try skipSpace(token) { return }
    switch token {
    case _ where token.isEscape: level.elements.append(try escape(token))
    case "[": level.elements.append(try characterSet())
    case "*", "+", "?", "{": try parseRepetition(token)
    case "(": try openBracket()
    case ".": level.elements.append(.any)
    case "^": level.elements.append(.position(.beginning))
    case "$": level.elements.append(.position(.end))
    default: level.elements.append(.literal(token.scalar))
    }
  }

  /// Whether it is white space or a comment, which then is read to its end.
  private mutating func skipSpace(_ token: Tokens.Token) throws(PatternError) -> Bool {
    switch token {
    case " ", "\t", "\n", "\r", "\u{B}", "\u{C}": return true
    case "#":
      while let token = try tokens.take() {
        if case "\n" = token { break }
      }
      return true
    default: return false
    }
  }
}

extension Tokens.Token {
  fileprivate var endsSequence: Bool {
    switch self {
    case "|", ")": true
    default: false
    }
  }
}
