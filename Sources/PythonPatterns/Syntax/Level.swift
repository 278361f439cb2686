extension Parser {
  /// What is read between two brackets.
  struct Level {
    enum Kind {
      case whole
      case group(Element.Group)
      case atomic
      /// With what was outside the number of groups before a lookbehind.
      case assertion(isBehind: Bool, isNegated: Bool, outside: Int?)
      case conditional(group: Int, yes: Int?)
    }

    var kind: Kind
    /// Where the bracket is.
    let position: Int
    var isVerbose: Bool
    /// The alternatives that are read.
    var alternatives: [[Element]] = []
    /// The sequence that is being read.
    var elements: [Element] = []

    init(_ kind: Kind, at position: Int, isVerbose: Bool = false) {
      (self.kind, self.position, self.isVerbose) = (kind, position, isVerbose)
    }
  }
}
