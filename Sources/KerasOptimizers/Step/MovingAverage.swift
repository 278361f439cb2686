// Rules R-EMA-1 to R-EMA-6. Keras: `BaseOptimizer._update_model_variables_moving_average`,
// `_backend_apply_gradients`, `TFOptimizer._overwrite_model_variables_with_average_value` and
// `finalize_variable_values`.

extension Adam {
  /// Pulls the averages of all variables towards their weights, on every call, whether or not it updates.
  func updateAverages() {
    guard useEMA else { return }
    // The first average is the weights themselves, unless the momentum is NaN.
    let momentum = (iterations == 0 ? 0 : 1) * emaMomentum
    for slot in slots {
      guard let average = slot.average else { continue }
      average.block.average(slot.variable.block, momentum: momentum)
      observe(.average, slot, average.block)
    }
  }

  /// Whether the next `apply` makes the weights their averages.
  var averagesOverwriteWeights: Bool {
    guard useEMA, let emaOverwriteFrequency, emaOverwriteFrequency != 0 else { return false }
    return (iterations + 1) % emaOverwriteFrequency == 0
  }

  /// Makes all weights their averages, every so many iterations.
  func overwriteWeightsWithAverages() {
    guard averagesOverwriteWeights else { return }
    for slot in slots {
      guard let average = slot.average else { continue }
      slot.variable.block.copy(average.block)
      observe(.overwritten, slot, slot.variable.block)
    }
  }

  /// Ends a training: with `useEMA`, makes all weights their averages. Corresponds to
  /// `finalize_variable_values`, which Keras' `fit` calls after the last epoch (rule R-EMA-5).
  ///
  /// Before the first step the averages are zero, and so become the weights.
  ///
  /// - Throws: An error with category `not_built` if there are averages to be had but no variables yet, with argument
  ///   `trainable_variables` if the variables' memory is to be handed over, or with argument `use_ema` if a variable
  ///   that is overwritten with its gradient has no average.
  public func finalizeVariableValues() throws(OptimizerError) {
    guard useEMA else { return }
    guard isBuilt else {
      throw .notBuilt("var_list", "The optimizer must be built before its averages can become the weights.")
    }
    try checkMemory()
    try checkAverages(for: "use_ema")
    for slot in slots {
      if let average = slot.average { slot.variable.block.copy(average.block) }
    }
  }
}
