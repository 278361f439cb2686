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
    precondition(
      Set(variables.map { ObjectIdentifier($0) }).count == variables.count,
      "An optimizer is built with each variable once.")
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
  ///     of Swift's `Regex`, which shares with Python's `re` all but rarely used constructs.
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
  private var variables: Set<ObjectIdentifier> = []
  private var patterns: [Regex<AnyRegexOutput>] = []

  init() {}

  init(variables: [Variable], names: [String]) throws(OptimizerError) {
    self.variables = Set(variables.map { ObjectIdentifier($0) })
    for name in names {
      do {
        patterns.append(try Regex(name).matchingSemantics(.unicodeScalar))
      } catch {
        throw .invalid("var_names", "'\(name)' is not a regular expression: \(error).")
      }
    }
  }

  func contains(_ variable: Variable) -> Bool {
    variables.contains(ObjectIdentifier(variable))
      || patterns.contains { (variable.name + ":0").firstMatch(of: $0) != nil }
  }
}
