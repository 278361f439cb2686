extension Parser {
  /// What an escape outside of a set is.
  mutating func escape(_ token: Tokens.Token) throws(PatternError) -> Element {
    switch Unicode.Scalar(token.scalar) {
    case "A": return .position(.beginningOfText)
    case "Z": return .position(.endOfText)
    case "b": return .position(.boundary)
    case "B": return .position(.noBoundary)
    case "0": return .literal(try octal(token, atMost: 2))
    case let scalar? where "1"..."9" ~= scalar: return try referenceOrOctal(token)
    default: break
    }
    if let category = token.category { return .oneOf(CharacterSet(items: [category])) }
    return .literal(try literal(token))
  }

  /// What an escape within a set is.
  mutating func escapeInSet(_ token: Tokens.Token) throws(PatternError) -> CharacterSet.Item {
    if let category = token.category { return category }
    switch Unicode.Scalar(token.scalar) {
    case "b": return .one(0x08)
    case let scalar? where "0"..."7" ~= scalar: return .one(try octal(token, atMost: 2))
    case "8", "9": throw tokens.error("bad escape \(token.text)", back: 2)
    default: return .one(try literal(token))
    }
  }

  /// The scalar of an escape that means the same everywhere.
  private mutating func literal(_ token: Tokens.Token) throws(PatternError) -> UInt32 {
    switch Unicode.Scalar(token.scalar) {
    case "a": return 0x07
    case "f": return 0x0C
    case "n": return 0x0A
    case "r": return 0x0D
    case "t": return 0x09
    case "v": return 0x0B
    case "x": return try hexadecimal(token, 2)
    case "u": return try hexadecimal(token, 4)
    case "U": return try hexadecimal(token, 8)
    case "N": return try namedScalar()
    default:
      guard !PythonUnicode.isASCIILetter(token.scalar) else {
        throw tokens.error("bad escape \(token.text)", back: 2)
      }
      return token.scalar
    }
  }

  private mutating func hexadecimal(_ token: Tokens.Token, _ count: Int) throws(PatternError) -> UInt32 {
    var digits: [UInt32] = []
    try tokens.takeDigits(16, atMost: count, into: &digits)
    let text = token.text + String(scalars: digits)
    guard digits.count == count else {
      throw tokens.error("incomplete escape \(text)", back: 2 + digits.count)
    }
    let value = digits.reduce(0) { $0 << 4 | (Tokens.digit($1, 16) ?? 0) }
    guard value <= 0x10FFFF else { throw tokens.error("bad escape \(text)", back: 2 + count) }
    return value
  }

  private mutating func octal(_ token: Tokens.Token, atMost count: Int) throws(PatternError) -> UInt32 {
    var digits = [token.scalar]
    try tokens.takeDigits(8, atMost: count, into: &digits)
    let value = digits.reduce(0) { $0 << 3 | ($1 - 0x30) }
    guard value <= 0o377 else {
      let text = "\\" + String(scalars: digits)
      throw tokens.error("octal escape value \(text) outside of range 0-0o377", back: 1 + digits.count)
    }
    return value
  }

  /// Three octal digits are a scalar; one or two digits, or others, a reference to a group.
  private mutating func referenceOrOctal(_ token: Tokens.Token) throws(PatternError) -> Element {
    var number = token.scalar - 0x30
    var count = 2
    if let second = tokens.nextDigit(10) {
      try tokens.advance()
      if number < 8, second < 8, let third = tokens.nextDigit(8) {
        try tokens.advance()
        let value = number << 6 | second << 3 | third
        guard value <= 0o377 else {
          throw tokens.error(
            "octal escape value \\\(number)\(second)\(third) outside of range 0-0o377", back: 4)
        }
        return .literal(value)
      }
      number = number * 10 + second
      count = 3
    }
    return try reference(to: Int(number), count)
  }

  /// A reference to a group, which was written so many scalars before.
  private func reference(to group: Int, _ count: Int) throws(PatternError) -> Element {
    guard group <= tree.groupCount else {
      throw tokens.error("invalid group reference \(group)", back: count - 1)
    }
    guard tree.groupWidths[group] != nil else {
      throw tokens.error("cannot refer to an open group", back: count)
    }
    try checkLookbehind(group)
    return .reference(group)
  }

  /// A lookbehind knows the groups that are before it alone.
  func checkLookbehind(_ group: Int) throws(PatternError) {
    guard let groupsBeforeLookbehind else { return }
    guard group <= tree.groupCount, tree.groupWidths[group] != nil else {
      throw tokens.error("cannot refer to an open group")
    }
    guard group < groupsBeforeLookbehind else {
      throw tokens.error("cannot refer to group defined in the same lookbehind subpattern")
    }
  }

  private mutating func namedScalar() throws(PatternError) -> UInt32 {
    guard try tokens.take("{") else { throw tokens.error("missing {") }
    let name = try tokens.takeName("character name", endingIn: "}")
    let text = String(scalars: name)
    guard let scalar = PythonUnicode.named(text) else {
      throw tokens.error(
        "undefined character name '\(text)' (aliases of names are not known here)", back: name.count + 4)
    }
    return scalar
  }
}

extension Tokens.Token {
  /// The category that an escape stands for.
  fileprivate var category: CharacterSet.Item? {
    switch Unicode.Scalar(scalar) {
    case "d": .category(.digit, isNegated: false)
    case "D": .category(.digit, isNegated: true)
    case "s": .category(.space, isNegated: false)
    case "S": .category(.space, isNegated: true)
    case "w": .category(.word, isNegated: false)
    case "W": .category(.word, isNegated: true)
    default: nil
    }
  }
}
