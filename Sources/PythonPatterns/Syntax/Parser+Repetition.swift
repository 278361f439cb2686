extension Parser {
  /// Reads the rest of `*`, `+`, `?` or `{m,n}`, and repeats what is before it. Other braces are literal.
  mutating func parseRepetition(_ token: Tokens.Token) throws(PatternError) {
    let behind = tokens.position
    guard var repetition = try bounds(token, behind) else {
      level.elements.append(.literal(token.scalar))
      return
    }
    guard let last = level.elements.last, !last.isPosition else {
      throw PatternError("nothing to repeat", at: behind - 1)
    }
    if case .repetition = last { throw PatternError("multiple repeat", at: behind - 1) }
    if case .group(let group) = last, group.isPlain {
      repetition.body = group.body
    } else {
      repetition.body = tree.add([last])
    }
    if try tokens.take("?") {
      repetition.kind = .lazy
    } else if try tokens.take("+") {
      repetition.kind = .possessive
    }
    level.elements[level.elements.count - 1] = .repetition(repetition)
  }

  private mutating func bounds(
    _ token: Tokens.Token, _ behind: Int
  ) throws(PatternError) -> Element.Repetition? {
    let unbounded = Element.Repetition.unbounded
    switch token {
    case "?": return Element.Repetition(minimum: 0, maximum: 1)
    case "*": return Element.Repetition(minimum: 0, maximum: unbounded)
    case "+": return Element.Repetition(minimum: 1, maximum: unbounded)
    default: break
    }
    guard !tokens.isNext("}") else { return nil }
    var (least, most): ([UInt32], [UInt32]) = ([], [])
    try tokens.takeDigits(10, into: &least)
    if try tokens.take(",") { try tokens.takeDigits(10, into: &most) } else { most = least }
    guard try tokens.take("}") else {
      try tokens.goBack(to: behind)
      return nil
    }
    let minimum = try count(least) ?? 0
    let maximum = try count(most) ?? unbounded
    guard maximum >= minimum else {
      throw PatternError("min repeat greater than max repeat", at: behind)
    }
    return Element.Repetition(minimum: minimum, maximum: maximum)
  }

  /// A number of repetitions, if there are digits. Python reads no number of more digits than these.
  private func count(_ digits: [UInt32]) throws(PatternError) -> Int? {
    guard !digits.isEmpty else { return nil }
    let number = PythonInteger(digits: digits.map { $0 - 0x30 })
    guard let number, number.value < Element.Repetition.unbounded else {
      throw PatternError("the repetition number is too large")
    }
    return number.value
  }
}

extension Element {
  fileprivate var isPosition: Bool {
    if case .position = self { true } else { false }
  }
}
