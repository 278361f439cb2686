extension Search {
  func isAt(_ wanted: Place, _ place: Int) -> Bool {
    switch wanted {
    case .beginning: place == 0
    case .beginningOfLine: place == 0 || text[place - 1] == 0x0A
    case .end: place == text.count || (place == text.count - 1 && text[place] == 0x0A)
    case .endOfLine: place == text.count || text[place] == 0x0A
    case .endOfText: place == text.count
    // In an empty text is neither.
    case .boundary(let isASCII): !text.isEmpty && isWord(place - 1, isASCII) != isWord(place, isASCII)
    case .noBoundary(let isASCII): !text.isEmpty && isWord(place - 1, isASCII) == isWord(place, isASCII)
    }
  }

  private func isWord(_ place: Int, _ isASCII: Bool) -> Bool {
    guard text.indices.contains(place) else { return false }
    return isASCII ? PythonUnicode.isASCIIWord(text[place]) : PythonUnicode.isWord(text[place])
  }

  mutating func assert(
    _ isNegated: Bool, _ back: Int, _ next: Int, _ here: Int, _ place: Int
  ) throws(SearchError) -> Outcome {
    guard place >= back else { return isNegated ? .proceed(at: next, from: place) : .ended(false) }
    position = place - back
    if isNegated { try keepMarks(repetition != nil) }
    return try attempt(here + 1, for: here, from: place)
  }

  mutating func endAssertion(
    _ isNegated: Bool, _ isFound: Bool, _ next: Int, _ place: Int
  ) throws(SearchError) -> Outcome {
    guard isNegated else { return isFound ? .proceed(at: next, from: place) : .ended(false) }
    if isFound { return end(false) }
    try restoreMarks()
    dropMarks()
    return .proceed(at: next, from: place)
  }
}
