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
    let trained = TrainedVariables(
      variables.enumerated().map { index, variable in
        TrainedVariable(
          of: variable, index: index, amsgrad: given.amsgrad, average: given.useEMA,
          accumulator: accumulates)
      })
    do { try exclude(exclusions, from: trained) } catch { trained.refusal = error }
    return trained
  }

  /// Says of each variable whether it decays. Without a decay Keras does not ask.
  private func exclude(
    _ exclusions: DecayExclusions, from trained: TrainedVariables
  ) throws(OptimizerError) {
    if given.weightDecay != nil { try exclusions.note(in: trained) }
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
  ///     in its name followed by `:0`, which is the name that Keras on TensorFlow searches. They are read and found as by
  ///     `re` of Python 3.11, scalar by scalar, joined to one by `|`: so `(?i)` at the start of the first holds
  ///     for all, and is refused in another. Keras joins them in an order that changes from run to run; here it is
  ///     the order of the list. Other than in Python, at most 495 brackets can be within each other, `\N{...}` knows the
  ///     names of Unicode's characters but no aliases, and a search has an end: see below.
  /// - Throws: An error with argument `var_names` if they are no regular expression, or if the search in a variable's name
  ///   takes more than 10 million steps or 64 MB, or ends in an internal error of Python's. Before the optimizer is
  ///   built there is nothing to search; then each step throws that, before anything changes. Keras does not return from
  ///   such a search in any time.
  public func excludeFromWeightDecay(
    variables: [Variable] = [], names: [String] = []
  ) throws(OptimizerError) {
    let exclusions = try DecayExclusions(variables: variables, names: names)
    if let trained { try exclude(exclusions, from: trained) }
    self.exclusions = exclusions
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
