extension Parser {
  /// Reads the rest of `[...]`.
  mutating func characterSet() throws(PatternError) -> Element {
    let start = tokens.position - 1
    var set = CharacterSet(isNegated: try tokens.take("^"))
    while let token = try tokens.take() {
      if case "]" = token, !set.items.isEmpty { return element(of: set.withoutRepetitions) }
      let item = try setItem(token)
      guard try tokens.take("-") else {
        set.items.append(item)
        continue
      }
      guard let end = try tokens.take() else { break }
      if case "]" = end {
        set.items += [item, .one(0x2D)]
        return element(of: set.withoutRepetitions)
      }
      let last = try setItem(end)
      set.items.append(try range(from: item, token, to: last, end))
    }
    throw PatternError("unterminated character set", at: start)
  }

  private mutating func setItem(_ token: Tokens.Token) throws(PatternError) -> CharacterSet.Item {
    token.isEscape ? try escapeInSet(token) : .one(token.scalar)
  }

  private func range(
    from first: CharacterSet.Item, _ firstToken: Tokens.Token, to last: CharacterSet.Item,
    _ lastToken: Tokens.Token
  ) throws(PatternError) -> CharacterSet.Item {
    guard case .one(let lower) = first, case .one(let upper) = last, lower <= upper else {
      throw tokens.error(
        "bad character range \(firstToken.text)-\(lastToken.text)",
        back: firstToken.count + 1 + lastToken.count)
    }
    return .range(lower, upper)
  }

  private func element(of set: CharacterSet) -> Element {
    guard set.items.count == 1, case .one(let scalar) = set.items[0] else { return .oneOf(set) }
    return set.isNegated ? .otherThan(scalar) : .literal(scalar)
  }
}
