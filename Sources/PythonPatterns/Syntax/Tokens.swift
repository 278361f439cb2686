/// A pattern's scalars one after the other, each with the backslash before it.
struct Tokens {
  struct Token: Hashable {
    var isEscape = false
    var scalar: UInt32

    /// How many scalars of the pattern it is.
    var count: Int { isEscape ? 2 : 1 }

    /// As the pattern has it.
    var text: String { (isEscape ? "\\" : "") + String(scalars: [scalar]) }

    static func ~= (scalar: Unicode.Scalar, token: Token) -> Bool {
      !token.isEscape && token.scalar == scalar.value
    }
  }

  let scalars: [UInt32]
  /// What is to be read; nil at the end.
  private(set) var next: Token?
  private var index = 0

  init(_ pattern: String) throws(PatternError) {
    scalars = pattern.unicodeScalars.map(\.value)
    try advance()
  }

  /// Where the next token begins.
  var position: Int { index - (next?.count ?? 0) }

  /// Reads on. A lone backslash at the end is refused as soon as it is the next.
  mutating func advance() throws(PatternError) {
    next = nil
    guard index < scalars.count else { return }
    if scalars[index] != 0x5C {
      next = Token(scalar: scalars[index])
      index += 1
    } else if index + 1 < scalars.count {
      next = Token(isEscape: true, scalar: scalars[index + 1])
      index += 2
    } else {
      throw PatternError("bad escape (end of pattern)", at: index)
    }
  }

  mutating func take() throws(PatternError) -> Token? {
    let taken = next
    try advance()
    return taken
  }

  /// Whether this is next, which then is read.
  mutating func take(_ scalar: Unicode.Scalar) throws(PatternError) -> Bool {
    guard isNext(scalar) else { return false }
    try advance()
    return true
  }

  func isNext(_ scalar: Unicode.Scalar) -> Bool {
    next.map { scalar ~= $0 } ?? false
  }

  mutating func goBack(to position: Int) throws(PatternError) {
    index = position
    try advance()
  }

  /// Reads digits to a base, at most so many, and puts them behind the others.
  mutating func takeDigits(_ base: UInt32, atMost count: Int = .max, into digits: inout [UInt32])
    throws(PatternError)
  {
    var left = count
    while left > 0, nextDigit(base) != nil, let next {
      digits.append(next.scalar)
      try advance()
      left -= 1
    }
  }

  /// What the next token is worth as a digit to a base.
  func nextDigit(_ base: UInt32) -> UInt32? {
    guard let next, !next.isEscape else { return nil }
    return Self.digit(next.scalar, base)
  }

  static func digit(_ scalar: UInt32, _ base: UInt32) -> UInt32? {
    let value: UInt32
    switch scalar {
    case 0x30...0x39: value = scalar - 0x30
    case 0x41...0x46: value = scalar - 0x41 + 10
    case 0x61...0x66: value = scalar - 0x61 + 10
    default: return nil
    }
    return value < base ? value : nil
  }

  /// Reads a name and what ends it.
  mutating func takeName(_ kind: String, endingIn terminator: Unicode.Scalar) throws(PatternError) -> [UInt32]
  {
    var name: [UInt32] = []
    while let token = try take() {
      if terminator ~= token {
        guard !name.isEmpty else { throw error("missing \(kind)", back: 1) }
        return name
      }
      name += token.isEscape ? [0x5C, token.scalar] : [token.scalar]
    }
    throw name.isEmpty
      ? error("missing \(kind)") : error("missing \(terminator), unterminated name", back: name.count)
  }

  /// An error so many scalars before the next token.
  func error(_ message: String, back: Int = 0) -> PatternError {
    PatternError(message, at: position - back)
  }
}

extension String {
  /// A text of these scalars; half a surrogate pair becomes the sign for what is none.
  init(scalars: some Sequence<UInt32>) {
    self.init(String.UnicodeScalarView(scalars.map { Unicode.Scalar($0) ?? "\u{FFFD}" }))
  }
}
