extension Search {
  mutating func set(_ mark: Int, to place: Int) {
    if mark > lastMark {
      for between in (lastMark + 1)..<mark { marks[between] = -1 }
      lastMark = mark
    }
    marks[mark] = place
  }

  /// Notes how many marks count, and the marks themselves where they can be overwritten: Python does the latter within
  /// repetitions alone.
  mutating func keepMarks(_ keepsThem: Bool) throws(SearchError) {
    current.lastMark = lastMark
    current.keepsMarks = keepsThem && lastMark >= 0
    if current.keepsMarks {
      try spend(lastMark / 8)
      keptMarks += marks[...lastMark]
    }
  }

  /// Takes back what an attempt did to the marks.
  mutating func restoreMarks() throws(SearchError) {
    lastMark = current.lastMark
    guard current.keepsMarks else { return }
    try spend(lastMark / 8)
    let first = keptMarks.count - lastMark - 1
    for mark in 0...lastMark { marks[mark] = keptMarks[first + mark] }
  }

  mutating func dropMarks() {
    if current.keepsMarks { keptMarks.removeLast(current.lastMark + 1) }
  }

  /// Where a group begins and ends, if it was found.
  func span(of group: Int) -> Range<Int>? {
    let first = 2 * group - 2
    guard first < lastMark, marks[first] >= 0, marks[first + 1] >= marks[first] else { return nil }
    return marks[first]..<marks[first + 1]
  }
}
