/// Repetitions of more than one scalar, which can be gone back into.
extension Search {
  mutating func repeatMany(
    _ bounds: Element.Repetition, _ until: Int, _ here: Int, _ place: Int
  ) throws(SearchError) -> Outcome {
    repetitions.append(Repetition(bounds: bounds, body: here + 1, outer: repetition))
    repetition = repetitions.count - 1
    current.repetition = repetitions.count - 1
    position = place
    return try attempt(until, for: here, from: place)
  }

  /// All that is repeated was found once more, or the repetition begins.
  mutating func until(_ here: Int, _ place: Int) throws(SearchError) -> Outcome {
    guard let repetition else { throw .failsInPython }
    let found = repetitions[repetition]
    current.repetition = repetition
    current.count = found.count + 1
    position = place
    if current.count < found.bounds.minimum {
      return try repeatBody(here, place, .needed)
    }
    if found.bounds.kind == .lazy { return try tryRest(here, place) }
    guard isFurther(place) else { return try tryRest(here, place) }
    try keepMarks(true)
    return try repeatFurther(here, place)
  }

  mutating func goOnUntil(_ isFound: Bool, _ here: Int, _ place: Int) throws(SearchError) -> Outcome {
    let number = current.repetition
    let isLazy = repetitions[number].bounds.kind == .lazy
    switch current.stage {
    case .needed:
      if !isFound { takeBack(place) }
      return .ended(isFound)
    case .further where isLazy:
      repetitions[number].lastPosition = current.lastPosition
      if !isFound { takeBack(place) }
      return .ended(isFound)
    case .further:
      repetitions[number].lastPosition = current.lastPosition
      if isFound { return end(true) }
      try restoreMarks()
      dropMarks()
      takeBack(place)
      return try tryRest(here, place)
    default:
      repetition = number
      guard isLazy else {
        if !isFound { position = place }
        return .ended(isFound)
      }
      if isFound { return end(true) }
      try restoreMarks()
      dropMarks()
      position = place
      return isFurther(place) ? try repeatFurther(here, place) : .ended(false)
    }
  }

  /// Whether once more is allowed, and would not find nothing again.
  private func isFurther(_ place: Int) -> Bool {
    let found = repetitions[current.repetition]
    return found.bounds.allowsMore(than: current.count) && place != found.lastPosition
  }

  private mutating func repeatBody(_ here: Int, _ place: Int, _ stage: Stage) throws(SearchError) -> Outcome {
    repetitions[current.repetition].count = current.count
    return try attempt(repetitions[current.repetition].body, for: here, from: place, stage)
  }

  private mutating func repeatFurther(_ here: Int, _ place: Int) throws(SearchError) -> Outcome {
    current.lastPosition = repetitions[current.repetition].lastPosition
    repetitions[current.repetition].lastPosition = place
    return try repeatBody(here, place, .further)
  }

  private mutating func tryRest(_ here: Int, _ place: Int) throws(SearchError) -> Outcome {
    repetition = repetitions[current.repetition].outer
    if repetitions[current.repetition].bounds.kind == .lazy { try keepMarks(repetition != nil) }
    return try attempt(here + 1, for: here, from: place, .rest)
  }

  private mutating func takeBack(_ place: Int) {
    repetitions[current.repetition].count = current.count - 1
    position = place
  }
}

extension Element.Repetition {
  func allowsMore(than count: Int) -> Bool {
    count < maximum || maximum == Self.unbounded
  }
}
