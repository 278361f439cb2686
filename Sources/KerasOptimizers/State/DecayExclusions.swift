/// Which variables are not decayed.
struct DecayExclusions {
  private var variables: [Variable] = []
  private var patterns: [Regex<AnyRegexOutput>] = []

  init() {}

  init(variables: [Variable], names: [String]) throws(OptimizerError) {
    self.variables = variables
    for name in names {
      do {
        // By default words end as in Unicode's text segmentation, which joins `layer.bias` to one.
        patterns.append(try Regex(name).wordBoundaryKind(.simple))
      } catch {
        throw .invalid("var_names", "'\(name)' is not a regular expression: \(error).")
      }
    }
  }

  func contains(_ variable: Variable) -> Bool {
    variables.contains { $0 === variable } || patterns.contains { Self.finds($0, in: variable.name + ":0") }
  }

  /// Whether the pattern is found by characters as Python has them, which are Unicode's scalars. In ASCII those are
  /// characters to Swift too, for which `\b` works, while by scalars it takes digits for ends of words.
  private static func finds(_ pattern: Regex<AnyRegexOutput>, in name: String) -> Bool {
    let isASCII = name.utf8.allSatisfy { $0 < 0x80 }
    return name.firstMatch(of: isASCII ? pattern : pattern.matchingSemantics(.unicodeScalar)) != nil
  }
}
