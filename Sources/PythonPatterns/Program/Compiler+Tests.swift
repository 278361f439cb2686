extension Compiler {
  /// The test of one scalar that an element is; nil if it is something else.
  mutating func test(_ element: Element, _ flags: Flags) -> ScalarTest? {
    switch element {
    case .any: flags.contains(.dotAll) ? .any : .anyButNewline
    case .literal(let scalar): test(scalar, isNegated: false, flags.folding)
    case .otherThan(let scalar): test(scalar, isNegated: true, flags.folding)
    case .oneOf(let set): add(ScalarSet(set, flags))
    default: nil
    }
  }

  private mutating func test(_ scalar: UInt32, isNegated: Bool, _ folding: Folding) -> ScalarTest {
    guard folding.changes(scalar) else {
      return isNegated ? .different(scalar, .none) : .equal(scalar, .none)
    }
    let folded = folding(scalar)
    let others = folding.others(of: folded)
    guard others.isEmpty else {
      return add(ScalarSet([folded] + others, isNegated: isNegated, folding))
    }
    return isNegated ? .different(folded, folding) : .equal(folded, folding)
  }

  private mutating func add(_ set: ScalarSet) -> ScalarTest {
    program.sets.append(set)
    return .oneOf(program.sets.count - 1, set.folding)
  }
}
