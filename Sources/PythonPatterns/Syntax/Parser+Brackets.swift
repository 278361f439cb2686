extension Parser {
  /// Reads what follows an opening bracket, up to its contents.
  mutating func openBracket() throws(PatternError) {
    let start = tokens.position - 1
    guard try tokens.take("?") else { return try open(group(name: nil), at: start) }
    let token = try takeExtension()
    switch token {
    case "P": try openNamed(at: start)
    case ":": try open(.group(.plain), at: start)
    case "#": try skipComment(from: start)
    case "=": try openAssertion(isBehind: false, isNegated: false, at: start)
    case "!": try openAssertion(isBehind: false, isNegated: true, at: start)
    case "<": try openLookbehind(at: start)
    case "(": try openConditional(at: start)
    case ">": try open(.atomic, at: start)
    case "-": try openWithFlags(token, at: start)
    case _ where Flags(token) != nil: try openWithFlags(token, at: start)
    default: throw tokens.error("unknown extension ?\(token.text)", back: token.count + 1)
    }
  }

  private mutating func takeExtension() throws(PatternError) -> Tokens.Token {
    guard let token = try tokens.take() else { throw tokens.error("unexpected end of pattern") }
    return token
  }

  /// Begins a level.
  private mutating func open(
    _ kind: Level.Kind, at start: Int, isVerbose: Bool? = nil
  ) throws(PatternError) {
    guard levels.count <= Self.deepest else {
      throw PatternError("more than \(Self.deepest) brackets are within each other", at: start)
    }
    levels.append(Level(kind, at: start, isVerbose: isVerbose ?? level.isVerbose))
  }

  /// Counts a new group that is kept.
  private mutating func group(name: [UInt32]?) throws(PatternError) -> Level.Kind {
    let number = tree.groupWidths.count
    if let name {
      if let earlier = groupNumbers[name] {
        throw tokens.error(
          "redefinition of group name '\(String(scalars: name))' as group \(number); was group \(earlier)",
          back: name.count + 1)
      }
      groupNumbers[name] = number
    }
    tree.groupWidths.append(nil)
    return .group(Element.Group(number: number, added: [], removed: [], body: 0))
  }

  private mutating func openNamed(at start: Int) throws(PatternError) {
    if try tokens.take("<") {
      let name = try tokens.takeName("group name", endingIn: ">")
      try checkName(name)
      try open(group(name: name), at: start)
    } else if try tokens.take("=") {
      let name = try tokens.takeName("group name", endingIn: ")")
      try checkName(name)
      let number = try number(of: name)
      guard tree.groupWidths[number] != nil else {
        throw tokens.error("cannot refer to an open group", back: name.count + 1)
      }
      try checkLookbehind(number)
      level.elements.append(.reference(number))
    } else {
      let token = try takeExtension()
      throw tokens.error("unknown extension ?P\(token.text)", back: token.count + 2)
    }
  }

  private func checkName(_ name: [UInt32]) throws(PatternError) {
    guard PythonUnicode.isIdentifier(name) else {
      throw tokens.error("bad character in group name '\(String(scalars: name))'", back: name.count + 1)
    }
  }

  private func number(of name: [UInt32]) throws(PatternError) -> Int {
    guard let number = groupNumbers[name] else {
      throw tokens.error("unknown group name '\(String(scalars: name))'", back: name.count + 1)
    }
    return number
  }

  private mutating func skipComment(from start: Int) throws(PatternError) {
    while let token = try tokens.take() {
      if case ")" = token { return }
    }
    throw PatternError("missing ), unterminated comment", at: start)
  }

  private mutating func openLookbehind(at start: Int) throws(PatternError) {
    let token = try takeExtension()
    switch token {
    case "=": try openAssertion(isBehind: true, isNegated: false, at: start)
    case "!": try openAssertion(isBehind: true, isNegated: true, at: start)
    default: throw tokens.error("unknown extension ?<\(token.text)", back: token.count + 2)
    }
  }

  private mutating func openAssertion(isBehind: Bool, isNegated: Bool, at start: Int) throws(PatternError) {
    let outside = groupsBeforeLookbehind
    try open(.assertion(isBehind: isBehind, isNegated: isNegated, outside: outside), at: start)
    if isBehind, outside == nil { groupsBeforeLookbehind = tree.groupWidths.count }
  }

  private mutating func openConditional(at start: Int) throws(PatternError) {
    let name = try tokens.takeName("group name", endingIn: ")")
    let group: Int
    if PythonUnicode.isIdentifier(name) {
      group = try number(of: name)
    } else {
      group = try conditionNumber(name)
      conditions.append((group, tokens.position - name.count - 1))
    }
    try checkLookbehind(group)
    try open(.conditional(group: group, yes: nil), at: start)
  }

  private func conditionNumber(_ name: [UInt32]) throws(PatternError) -> Int {
    guard let number = PythonInteger(name), number.value >= 0 else {
      throw tokens.error("bad character in group name '\(String(scalars: name))'", back: name.count + 1)
    }
    guard number.value > 0 else { throw tokens.error("bad group number", back: name.count + 1) }
    guard number.value < Int(Int32.max) / 2 else {
      throw tokens.error("invalid group reference \(number.value)", back: name.count + 1)
    }
    return number.value
  }

  private mutating func openWithFlags(_ token: Tokens.Token, at start: Int) throws(PatternError) {
    guard let (added, removed) = try flags(from: token) else {
      guard levels.count == 1, level.alternatives.isEmpty, level.elements.isEmpty else {
        throw PatternError("global flags not at the start of the expression", at: start)
      }
      level.isVerbose = tree.flags.contains(.verbose)
      return
    }
    let isVerbose = (level.isVerbose || added.contains(.verbose)) && !removed.contains(.verbose)
    let group = Element.Group(number: nil, added: added, removed: removed, body: 0)
    try open(.group(group), at: start, isVerbose: isVerbose)
  }
}

extension Element.Group {
  fileprivate static let plain = Element.Group(number: nil, added: [], removed: [], body: 0)
}
