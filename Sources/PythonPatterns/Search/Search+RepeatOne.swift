/// Repetitions of one scalar.
extension Search {
  mutating func repeatOne(
    _ test: ScalarTest, _ bounds: Element.Repetition, _ here: Int, _ place: Int
  ) throws(SearchError) -> Outcome {
    guard bounds.minimum <= text.count - place else { return .ended(false) }
    let most = bounds.kind == .lazy ? bounds.minimum : bounds.maximum
    let count = try count(test, from: place, atMost: most)
    guard count >= bounds.minimum else { return .ended(false) }
    if bounds.kind == .possessive { return .proceed(at: here + 1, from: place + count) }
    try keepMarks(repetition != nil)
    current.count = count
    position = place + count
    return try attempt(here + 1, for: here, from: position)
  }

  /// The rest was not found: tries it one scalar before or behind.
  mutating func repeatOneAgain(
    _ test: ScalarTest, _ bounds: Element.Repetition, _ here: Int, _ place: Int
  ) throws(SearchError) -> Outcome {
    if bounds.kind == .greedy {
      guard current.count > bounds.minimum else { return end(false) }
      current.count -= 1
      position = place - 1
    } else {
      guard current.count < bounds.maximum, try count(test, from: place, atMost: 1) == 1 else {
        return end(false)
      }
      current.count += 1
      position = place + 1
    }
    return try attempt(here + 1, for: here, from: position)
  }

  private mutating func count(
    _ test: ScalarTest, from place: Int, atMost most: Int
  ) throws(SearchError) -> Int {
    let last = place + min(most, text.count - place)
    var next = place
    while next < last, program.test(text[next], test) { next += 1 }
    try spend(next - place)
    return next - place
  }
}
