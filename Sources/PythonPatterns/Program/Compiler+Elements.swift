extension Compiler {
  mutating func compile(_ element: Element, _ flags: Flags) throws(PatternError) {
    if let test = test(element, flags) {
      emit(.one(test))
      return
    }
    switch element {
    case .position(let position): emit(.at(Place(position, flags)))
    case .branch(let bodies):
      emit(.branch(program.branches.count))
      program.branches.append([])
      tasks.append(.alternative(bodies, from: 0, branch: program.branches.count - 1, flags))
    case .group(let group): compile(group, flags)
    case .atomic(let body):
      tasks.append(.close(emit(.atomic(next: 0))))
      begin(body, flags)
    case .repetition(let repetition): try compile(repetition, flags)
    case .reference(let group): emit(.reference(group, flags.folding))
    case .conditional(let group, let yes, let no):
      tasks.append(.otherwise(no, at: emit(.conditional(group, otherwise: 0)), flags))
      begin(yes, flags)
    case .assertion(let isBehind, let isNegated, let body):
      let back = isBehind ? try fixedWidth(body) : 0
      tasks.append(.close(emit(.assertion(isNegated: isNegated, back: back, next: 0))))
      begin(body, flags)
    case .literal, .otherThan, .any, .oneOf: preconditionFailure("These are tests of one scalar.")
    }
  }

  private mutating func compile(_ group: Element.Group, _ flags: Flags) {
    if let number = group.number {
      emit(.mark(2 * number - 2))
      tasks.append(.mark(2 * number - 1))
    }
    begin(group.body, flags.adding(group.added, removing: group.removed))
  }

  private mutating func compile(_ repetition: Element.Repetition, _ flags: Flags) throws(PatternError) {
    guard !flags.contains(.template) else {
      throw PatternError("internal: unsupported template operator \(repetition.kind.rawValue)")
    }
    if let test = singleTest(repetition.body, flags) {
      emit(.repeatOne(test, repetition))
      return
    }
    let isPossessive = repetition.kind == .possessive
    let place = emit(
      isPossessive ? .repeatPossessively(repetition, next: 0) : .repeatMany(repetition, until: 0))
    tasks.append(.close(place))
    begin(repetition.body, flags)
  }

  /// The test that a sequence is, if it is no more than that.
  private mutating func singleTest(_ body: Int, _ flags: Flags) -> ScalarTest? {
    var (body, flags) = (body, flags)
    while tree.sequences[body].count == 1 {
      guard case .group(let group) = tree.sequences[body][0], group.number == nil else {
        return test(tree.sequences[body][0], flags)
      }
      body = group.body
      flags = flags.adding(group.added, removing: group.removed)
    }
    return nil
  }

  private func fixedWidth(_ body: Int) throws(PatternError) -> Int {
    let width = tree.widths[body]
    guard width.minimum <= UInt32.max else { throw PatternError("looks too much behind") }
    guard width.minimum == width.maximum else {
      throw PatternError("look-behind requires fixed-width pattern")
    }
    return Int(width.minimum)
  }
}

extension Place {
  fileprivate init(_ position: Element.Position, _ flags: Flags) {
    let isASCII = !flags.contains(.unicode)
    self =
      switch position {
      case .beginning: flags.contains(.multiline) ? .beginningOfLine : .beginning
      case .end: flags.contains(.multiline) ? .endOfLine : .end
      case .beginningOfText: .beginning
      case .endOfText: .endOfText
      case .boundary: .boundary(isASCII: isASCII)
      case .noBoundary: .noBoundary(isASCII: isASCII)
      }
  }
}
