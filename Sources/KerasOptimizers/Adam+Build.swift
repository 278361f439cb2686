extension Adam {
  /// The variables that the optimizer was built with, in their order.
  public var trainableVariables: [Variable] { slots.map(\.variable) }

  /// Creates the state for the variables, all zeros. Corresponds to Keras' `build`.
  ///
  /// The first `apply(_:to:)` builds by itself. Like in Keras, building again does nothing.
  ///
  /// - Precondition: No variable is there twice.
  public func build(_ variables: [Variable]) {
    guard !isBuilt else { return }
    precondition(variables.areDistinct, "An optimizer is built with each variable once.")
    slots = variables.enumerated().map { index, variable in
      Slots(
        of: variable, index: index, amsgrad: amsgrad, average: useEMA, accumulator: accumulates,
        decays: !exclusions.contains(variable))
    }
    isBuilt = true
  }

  /// Leaves variables out of the weight decay. Corresponds to Keras' `exclude_from_weight_decay`
  /// (rules R-DECAY-3 and R-DECAY-4).
  ///
  /// A call replaces what an earlier one excluded. Keras documents that this must come before `build`, but
  /// accepts it later too, and so does this.
  ///
  /// - Parameters:
  ///   - variables: The variables to leave out: Keras' `var_list`.
  ///   - names: Regular expressions: Keras' `var_names`. A variable is left out if one of them is found anywhere
  ///     in its name followed by `:0`, which is the name that Keras on TensorFlow searches. The syntax is that
  ///     of Swift's `Regex`. Other than in Python's `re`, there is no lookbehind, `[[` begins a set within a set,
  ///     `&&` and `--` within one are operations, `(?i)` at the start holds for its own pattern alone, and in a name
  ///     beyond ASCII `\b` takes no digit for a part of a word.
  /// - Throws: An error with argument `var_names` if one is not a regular expression.
  public func excludeFromWeightDecay(
    variables: [Variable] = [], names: [String] = []
  ) throws(OptimizerError) {
    exclusions = try DecayExclusions(variables: variables, names: names)
    for slot in slots { slot.decays = !exclusions.contains(slot.variable) }
  }
}

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

extension [Variable] {
  /// Whether no variable is there twice.
  var areDistinct: Bool { Set(map { ObjectIdentifier($0) }).count == count }
}
