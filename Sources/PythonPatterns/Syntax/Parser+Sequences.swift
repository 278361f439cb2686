extension Parser {
  /// Ends the sequence before `|`, `)` or the end. Whether there is more to read.
  mutating func endSequence() throws(PatternError) -> Bool {
    let elements = unpacked(level.elements)
    level.elements = []
    if case .conditional(let group, let yes) = level.kind {
      try endBranch(elements, of: group, after: yes)
      return true
    }
    level.alternatives.append(elements)
    if try tokens.take("|") {
      if levels.count == 1 { level.isVerbose = tree.flags.contains(.verbose) }
      return true
    }
    let body = tree.add(joined(level.alternatives))
    if case .whole = level.kind { return false }
    try close(body)
    return true
  }

  /// Ends one of the two sequences of a condition.
  private mutating func endBranch(_ elements: [Element], of group: Int, after yes: Int?) throws(PatternError)
  {
    let body = tree.add(elements)
    if yes == nil, try tokens.take("|") {
      level.kind = .conditional(group: group, yes: body)
      return
    }
    guard yes == nil || !tokens.isNext("|") else {
      throw tokens.error("conditional backref with more than two branches")
    }
    try takeClosingBracket()
    levels.removeLast()
    level.elements.append(
      .conditional(group: group, yes: yes ?? body, no: yes == nil ? nil : body))
  }

  private mutating func close(_ body: Int) throws(PatternError) {
    if case .assertion(true, _, let outside) = level.kind { groupsBeforeLookbehind = outside }
    try takeClosingBracket()
    let element: Element
    switch levels.removeLast().kind {
    case .group(var group):
      group.body = body
      if let number = group.number { tree.groupWidths[number] = tree.widths[body] }
      element = .group(group)
    case .atomic: element = .atomic(body)
    case .assertion(let isBehind, let isNegated, _):
      element = .assertion(isBehind: isBehind, isNegated: isNegated, body)
    case .whole, .conditional: preconditionFailure("These are closed elsewhere.")
    }
    level.elements.append(element)
  }

  private mutating func takeClosingBracket() throws(PatternError) {
    guard try tokens.take(")") else {
      throw PatternError("missing ), unterminated subpattern", at: level.position)
    }
  }

  /// With the contents of plain brackets in their place.
  private func unpacked(_ elements: [Element]) -> [Element] {
    elements.flatMap { element in
      if case .group(let group) = element, group.isPlain { tree.sequences[group.body] } else { [element] }
    }
  }

  /// One sequence for alternatives: what all begin with, then the rest of each. Python's engine is led by this, and
  /// so are the places where it forgets a group, or does not.
  private mutating func joined(_ alternatives: [[Element]]) -> [Element] {
    guard alternatives.count > 1 else { return alternatives[0] }
    let shared = sharedCount(alternatives)
    let rests = alternatives.map { Array($0.dropFirst(shared)) }
    let choice = characterSet(of: rests).map(Element.oneOf) ?? .branch(rests.map { tree.add($0) })
    return alternatives[0].prefix(shared) + [choice]
  }

  private func sharedCount(_ alternatives: [[Element]]) -> Int {
    let most = alternatives.map(\.count).min() ?? 0
    let first = alternatives[0]
    return (0..<most).first { place in
      !alternatives.dropFirst().allSatisfy { $0[place].isSame(as: first[place]) }
    } ?? most
  }

  /// The set that alternatives are, if each is one scalar or a set.
  private func characterSet(of alternatives: [[Element]]) -> CharacterSet? {
    var set = CharacterSet()
    for alternative in alternatives {
      guard alternative.count == 1 else { return nil }
      switch alternative[0] {
      case .literal(let scalar): set.items.append(.one(scalar))
      case .oneOf(let other) where !other.isNegated: set.items += other.items
      default: return nil
      }
    }
    return set.withoutRepetitions
  }
}

extension CharacterSet {
  /// With each item once.
  var withoutRepetitions: CharacterSet {
    var seen: Set<Item> = []
    return CharacterSet(isNegated: isNegated, items: items.filter { seen.insert($0).inserted })
  }
}
