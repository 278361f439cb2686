extension Parser {
  /// Reads the letters of flags: those of a group, or nil if they hold for all and are noted.
  mutating func flags(from first: Tokens.Token) throws(PatternError) -> (added: Flags, removed: Flags)? {
    var (added, removed): (Flags, Flags) = ([], [])
    var token = first
    while let flag = Flags(token) {
      guard flag != .locale else {
        throw tokens.error("bad inline flags: cannot use 'L' flag with a str pattern")
      }
      added.insert(flag)
      guard flag.isDisjoint(with: .types) || added.intersection(.types) == flag else {
        throw tokens.error("bad inline flags: flags 'a', 'u' and 'L' are incompatible")
      }
      token = try takeFlag(or: "-, : or )", among: [")", "-", ":"])
    }
    if case ")" = token {
      tree.flags.formUnion(added)
      return nil
    }
    guard !added.contains(.template) else {
      throw tokens.error("bad inline flags: cannot turn on global flag", back: 1)
    }
    if case "-" = token {
      token = try takeFlag(or: "flag", among: [])
      while let flag = Flags(token) {
        guard flag.isDisjoint(with: .types) else {
          throw tokens.error("bad inline flags: cannot turn off flags 'a', 'u' and 'L'")
        }
        removed.insert(flag)
        token = try takeFlag(or: ":", among: [":"])
      }
    }
    guard !removed.contains(.template) else {
      throw tokens.error("bad inline flags: cannot turn off global flag", back: 1)
    }
    guard added.isDisjoint(with: removed) else {
      throw tokens.error("bad inline flags: flag turned on and off", back: 1)
    }
    return (added, removed)
  }

  /// Reads a letter of a flag, or one of the signs that end them.
  private mutating func takeFlag(
    or signs: String, among ends: [Unicode.Scalar]
  ) throws(PatternError) -> Tokens.Token {
    guard let token = try tokens.take() else { throw tokens.error("missing \(signs)") }
    guard Flags(token) != nil || ends.contains(where: { $0 ~= token }) else {
      let isLetter = !token.isEscape && PythonUnicode.isLetter(token.scalar)
      throw tokens.error(isLetter ? "unknown flag" : "missing \(signs)", back: token.count)
    }
    return token
  }
}

extension Flags {
  /// The flag of a letter, if it is one.
  init?(_ token: Tokens.Token) {
    guard !token.isEscape else { return nil }
    self.init(letter: token.scalar)
  }
}
