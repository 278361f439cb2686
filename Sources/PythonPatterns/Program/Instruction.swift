/// A step of a search. Numbers are places in the program.
enum Instruction: Sendable {
  /// One scalar.
  case one(ScalarTest)
  case at(Place)
  /// Notes where a group begins, if even, or ends.
  case mark(Int)
  /// Alternatives: a number in the program's list of branches.
  case branch(Int)
  case jump(to: Int)
  /// One scalar again and again; the rest follows.
  case repeatOne(ScalarTest, Repetition)
  /// What follows again and again, up to `until`, where the repetition begins.
  case repeatMany(Repetition, until: Int)
  /// The end of what is repeated; the rest follows.
  case until
  /// What follows again and again, up to `success`, without going back into it; the rest is at `next`.
  case repeatPossessively(Repetition, next: Int)
  /// What follows, up to `success`, without going back into it.
  case atomic(next: Int)
  /// What follows, up to `success`, from so many scalars before.
  case assertion(isNegated: Bool, back: Int, next: Int)
  case reference(Int, Folding)
  /// What follows if the group was found, else what is there.
  case conditional(Int, otherwise: Int)
  case success
  /// The end of all.
  case found

  typealias Repetition = Element.Repetition
}

/// A place in the text.
enum Place: Sendable {
  case beginning, beginningOfLine
  case end, endOfLine, endOfText
  case boundary(isASCII: Bool), noBoundary(isASCII: Bool)
}

/// What one scalar can be.
enum ScalarTest: Sendable {
  case any, anyButNewline
  case equal(UInt32, Folding)
  case different(UInt32, Folding)
  /// Of a set: a number in the program's list of sets.
  case oneOf(Int, Folding)
}
