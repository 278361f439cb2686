extension Search {
  /// A part of the program that is tried, and what is to be known when an attempt that it began has ended.
  struct Attempt {
    /// As how many numbers it counts, with the repetition that it may begin.
    static let numbers = 16

    /// The instruction that waits for the attempt after this one, and where in the text.
    var instruction = 0
    var position = 0
    /// How often something was repeated, or which alternative is tried.
    var count = 0
    /// What the instruction waits for, if it begins attempts for several reasons.
    var stage = Stage.only
    var lastMark = -1
    /// Whether marks are kept for it.
    var keepsMarks = false
    var repetition = 0
    var lastPosition: Int?
  }

  enum Stage { case only, needed, further, rest }

  /// A repetition that is not of one scalar.
  struct Repetition {
    let bounds: Element.Repetition
    /// Where what is repeated begins.
    let body: Int
    /// How often it was found.
    var count = -1
    /// Where the last time began, which must not be where the next begins: it would find nothing for ever.
    var lastPosition: Int?
    /// The repetition around it.
    let outer: Int?
  }

  /// How it goes on.
  enum Outcome {
    case proceed(at: Int, from: Int)
    case ended(Bool)
  }

  /// Begins an attempt at `position`, for which the instruction waits.
  mutating func attempt(
    _ target: Int, for instruction: Int, from place: Int, _ stage: Stage = .only
  ) throws(SearchError) -> Outcome {
    current.instruction = instruction
    current.position = place
    current.stage = stage
    try begin()
    return .proceed(at: target, from: position)
  }

  mutating func begin() throws(SearchError) {
    attempts.append(Attempt())
    guard attempts.count * Attempt.numbers + keptMarks.count <= SearchError.mostKept else {
      throw .tooMuchMemory
    }
  }

  /// The attempt that is under way, or waits.
  var current: Attempt {
    _read { yield attempts[attempts.count - 1] }
    _modify { yield &attempts[attempts.count - 1] }
  }
}
