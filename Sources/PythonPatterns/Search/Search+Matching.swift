extension Search {
  /// Whether the program matches at `position`.
  mutating func matches() throws(SearchError) -> Bool {
    attempts.removeAll(keepingCapacity: true)
    keptMarks.removeAll(keepingCapacity: true)
    repetitions.removeAll(keepingCapacity: true)
    repetition = nil
    try begin()
    var outcome = Outcome.proceed(at: 0, from: position)
    while true {
      try spend(1)
      switch outcome {
      case .proceed(let instruction, let place): outcome = try step(instruction, from: place)
      case .ended(let isFound):
        attempts.removeLast()
        if attempts.isEmpty { return isFound }
        outcome = try goOn(after: isFound)
      }
    }
  }

  private mutating func step(_ here: Int, from place: Int) throws(SearchError) -> Outcome {
    switch program.instructions[here] {
    case .one(let test):
      guard place < text.count, program.test(text[place], test) else { return .ended(false) }
      return .proceed(at: here + 1, from: place + 1)
    case .at(let wanted): return isAt(wanted, place) ? .proceed(at: here + 1, from: place) : .ended(false)
    case .mark(let mark):
      set(mark, to: place)
      return .proceed(at: here + 1, from: place)
    case .jump(let target): return .proceed(at: target, from: place)
    case .branch(let branch):
      try keepMarks(repetition != nil)
      return try tryAlternative(0, of: branch, here, place)
    case .repeatOne(let test, let bounds): return try repeatOne(test, bounds, here, place)
    case .repeatMany(let bounds, let until):
      return try repeatMany(bounds, until, here, place)
    case .until: return try until(here, place)
    case .repeatPossessively(let bounds, let next):
      current.count = 0
      position = place
      return try repeatNeeded(bounds, next, here, place)
    case .atomic:
      position = place
      return try attempt(here + 1, for: here, from: place)
    case .assertion(let isNegated, let back, let next):
      return try assert(isNegated, back, next, here, place)
    case .reference(let group, let folding):
      return try refer(to: group, folding, here, place)
    case .conditional(let group, let otherwise):
      return .proceed(at: span(of: group) == nil ? otherwise : here + 1, from: place)
    case .success:
      position = place
      return .ended(true)
    case .found: return .ended(extent != .whole || place == text.count)
    }
  }

  /// Goes on with the instruction that waited for an attempt.
  private mutating func goOn(after isFound: Bool) throws(SearchError) -> Outcome {
    let (here, place) = (current.instruction, current.position)
    switch program.instructions[here] {
    case .branch(let branch):
      if isFound { return end(true) }
      try restoreMarks()
      return try tryAlternative(current.count + 1, of: branch, here, place)
    case .repeatOne(let test, let bounds):
      if isFound { return end(true) }
      try restoreMarks()
      return try repeatOneAgain(test, bounds, here, place)
    case .repeatMany:
      repetition = repetitions[current.repetition].outer
      repetitions.removeLast()
      return .ended(isFound)
    case .until: return try goOnUntil(isFound, here, place)
    case .repeatPossessively(let bounds, let next):
      return try goOnPossessively(isFound, bounds, next, here, place)
    case .atomic(let next):
      return isFound ? .proceed(at: next, from: position) : .ended(false)
    case .assertion(let isNegated, _, let next):
      return try endAssertion(isNegated, isFound, next, place)
    default: preconditionFailure("This instruction begins no attempt.")
    }
  }

  /// Ends an attempt for which marks may be kept.
  mutating func end(_ isFound: Bool) -> Outcome {
    dropMarks()
    return .ended(isFound)
  }

  private mutating func tryAlternative(
    _ alternative: Int, of branch: Int, _ here: Int, _ place: Int
  ) throws(SearchError) -> Outcome {
    guard alternative < program.branches[branch].count else { return end(false) }
    current.count = alternative
    position = place
    return try attempt(program.branches[branch][alternative], for: here, from: place)
  }

  private mutating func refer(
    to group: Int, _ folding: Folding, _ here: Int, _ place: Int
  ) throws(SearchError) -> Outcome {
    guard let span = span(of: group), span.count <= text.count - place else { return .ended(false) }
    try spend(span.count)
    for offset in 0..<span.count
    where folding(text[place + offset]) != folding(text[span.lowerBound + offset]) {
      return .ended(false)
    }
    return .proceed(at: here + 1, from: place + span.count)
  }
}
