/// A compiled pattern.
struct Program: Sendable {
  var instructions: [Instruction] = []
  /// Where the alternatives of each branch begin.
  var branches: [[Int]] = []
  var sets: [ScalarSet] = []
  var groupCount = 0
  var start = Start()

  /// Where a match can begin.
  struct Start: Sendable {
    /// The least number of scalars of a match.
    var width: UInt64 = 0
    /// Whether all matches begin with a certain scalar or one of the set: then none begins at the end.
    var needsScalar = false
    /// What the first scalar must be.
    var first: ScalarSet?
  }

  /// Whether a scalar is what a test asks for.
  func test(_ scalar: UInt32, _ test: ScalarTest) -> Bool {
    switch test {
    case .any: true
    case .anyButNewline: scalar != 0x0A
    case .equal(let wanted, let folding): folding(scalar) == wanted
    case .different(let unwanted, let folding): folding(scalar) != unwanted
    case .oneOf(let set, let folding): sets[set].contains(folding(scalar))
    }
  }
}
