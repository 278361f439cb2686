/// Looks for a program in a text as Python's engine does: the same order of attempts, and the same care for groups, where
/// that is less than it should be too. What it has to go back to is on a stack of our own.
struct Search {
  let program: Program
  let text: [UInt32]
  let extent: SearchExtent

  /// Where the groups began and ended last; those up to `lastMark` count, and -1 is nowhere.
  var marks: [Int]
  var lastMark = -1
  /// Marks as they were before attempts.
  var keptMarks: [Int] = []
  /// The attempts under way, each begun by the one before.
  var attempts: [Attempt] = []
  /// The repetitions under way.
  var repetitions: [Repetition] = []
  /// The innermost of them at the present place; nil outside of all.
  var repetition: Int?
  /// Where an attempt begins, or where it has come to.
  var position = 0
  private var steps = 0

  init(_ program: Program, in text: [UInt32], _ extent: SearchExtent) {
    (self.program, self.text, self.extent) = (program, text, extent)
    marks = Array(repeating: -1, count: 2 * program.groupCount)
  }

  mutating func run() throws(SearchError) -> Bool {
    let start = program.start
    guard start.width <= UInt64(text.count) else { return false }
    guard extent == .anywhere else { return try isFound(at: 0) }
    let last = start.needsScalar ? text.count - 1 : text.count - max(Int(start.width) - 1, 0)
    for first in 0...last where start.first?.contains(text[first]) != false {
      if try isFound(at: first) { return true }
    }
    return false
  }

  private mutating func isFound(at first: Int) throws(SearchError) -> Bool {
    lastMark = -1
    position = first
    guard try matches() else { return false }
    try checkGroups()
    return true
  }

  /// Python gives up if a group that it found ends before it begins.
  private func checkGroups() throws(SearchError) {
    for end in stride(from: 1, through: lastMark, by: 2) where marks[end - 1] >= 0 && marks[end] >= 0 {
      guard marks[end - 1] <= marks[end] else { throw .failsInPython }
    }
  }

  mutating func spend(_ count: Int) throws(SearchError) {
    steps += count
    guard steps <= SearchError.mostSteps else { throw .tooManySteps }
  }
}
