/// Where a match can begin. Python looks at this first, and what it finds there can differ from what the pattern says:
/// a set within `(?a:...)` is taken with the flags of the whole.
extension Compiler {
  var start: Program.Start {
    var start = Program.Start(width: tree.widths[tree.root].minimum)
    guard start.width > 0 else { return start }
    if beginsWithLiteral {
      start.needsScalar = true
    } else if let set = firstSet {
      start.needsScalar = true
      start.first = ScalarSet(set, tree.flags.subtracting(.ignoreCase))
    }
    return start
  }

  /// Whether the first that is matched is a certain scalar, be it in groups.
  private var beginsWithLiteral: Bool {
    var rest: [(sequence: Int, place: Int, flags: Flags)] = [(tree.root, 0, tree.flags)]
    while let (sequence, place, flags) = rest.popLast() {
      guard place < tree.sequences[sequence].count else { continue }
      switch tree.sequences[sequence][place] {
      case .literal(let scalar): return !flags.folding.changes(scalar)
      case .group(let group):
        rest.append((sequence, place + 1, flags))
        rest.append((group.body, 0, flags.adding(group.added, removing: group.removed)))
      default: return false
      }
    }
    return false
  }

  /// The set of which the first scalar must be.
  private var firstSet: CharacterSet? {
    var (sequence, flags) = (tree.root, tree.flags)
    while case .group(let group)? = tree.sequences[sequence].first {
      sequence = group.body
      flags = flags.adding(group.added, removing: group.removed)
    }
    let folding = flags.folding
    switch tree.sequences[sequence].first {
    case .branch(let bodies):
      var set = CharacterSet()
      for body in bodies {
        guard case .literal(let scalar)? = tree.sequences[body].first, !folding.changes(scalar) else {
          return nil
        }
        set.items.append(.one(scalar))
      }
      return set
    case .oneOf(let set): return set.items.allSatisfy { isUncased($0, folding) } ? set : nil
    default: return nil
    }
  }

  private func isUncased(_ item: CharacterSet.Item, _ folding: Folding) -> Bool {
    guard folding != .none else { return true }
    switch item {
    case .one(let scalar): return !folding.changes(scalar)
    case .range(let lower, let upper):
      return upper <= 0xFFFF && !(lower...upper).contains(where: folding.changes)
    case .category: return true
    }
  }
}
