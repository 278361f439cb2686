extension Adam {
  /// Whether the optimizer knows its variables. Corresponds to Keras' `built`.
  public var isBuilt: Bool { trained != nil }

  /// The variables that the optimizer was built with, in their order; none before.
  public var trainableVariables: [Variable] { trained?.all.map(\.variable) ?? [] }

  /// Creates the state for the variables, all zeros. Corresponds to Keras' `build`.
  ///
  /// The first `apply(_:to:)` builds by itself. Like in Keras, building again does nothing.
  ///
  /// - Precondition: No variable is there twice.
  public func build(_ variables: [Variable]) {
    guard !isBuilt else { return }
    precondition(variables.areDistinct, "An optimizer is built with each variable once.")
    trained = state(for: variables)
  }

  /// What the optimizer would keep for these variables, each there once.
  func state(for variables: [Variable]) -> TrainedVariables {
    TrainedVariables(
      variables.enumerated().map { index, variable in
        TrainedVariable(
          of: variable, index: index, amsgrad: given.amsgrad, average: given.useEMA,
          accumulator: accumulates, decays: !exclusions.contains(variable))
      })
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
    for trained in trained?.all ?? [] { trained.decays = !exclusions.contains(trained.variable) }
  }
}

extension [Variable] {
  /// Whether no variable is there twice.
  var areDistinct: Bool { Set(map { ObjectIdentifier($0) }).count == count }

  /// Refuses a list with a variable that is there twice.
  func requireDistinct() throws(OptimizerError) {
    if !areDistinct { throw .invalid("trainable_variables", "Each variable can be there only once.") }
  }
}
