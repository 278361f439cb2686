/// Repetitions of more than one scalar, which cannot be gone back into.
extension Search {
  /// Tries what is repeated at `position` as often as it must be there.
  mutating func repeatNeeded(
    _ bounds: Element.Repetition, _ next: Int, _ here: Int, _ place: Int
  ) throws(SearchError) -> Outcome {
    guard current.count < bounds.minimum else { return try repeatFreely(bounds, next, here, nil) }
    return try attempt(here + 1, for: here, from: place, .needed)
  }

  /// Tries it as often as it can be there, unless the last time found nothing.
  private mutating func repeatFreely(
    _ bounds: Element.Repetition, _ next: Int, _ here: Int, _ last: Int?
  ) throws(SearchError) -> Outcome {
    guard bounds.allowsMore(than: current.count), position != last else {
      return .proceed(at: next, from: position)
    }
    try keepMarks(true)
    return try attempt(here + 1, for: here, from: position, .further)
  }

  mutating func goOnPossessively(
    _ isFound: Bool, _ bounds: Element.Repetition, _ next: Int, _ here: Int, _ place: Int
  ) throws(SearchError) -> Outcome {
    current.count += 1
    switch (current.stage, isFound) {
    case (.needed, true): return try repeatNeeded(bounds, next, here, place)
    case (.needed, false):
      position = place
      return .ended(false)
    case (_, true):
      dropMarks()
      return try repeatFreely(bounds, next, here, place)
    case (_, false):
      try restoreMarks()
      dropMarks()
      position = place
      return .proceed(at: next, from: place)
    }
  }
}
