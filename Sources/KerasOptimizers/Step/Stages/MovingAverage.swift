// Rules R-EMA-1 to R-EMA-6. Keras: `BaseOptimizer._update_model_variables_moving_average`,
// `_backend_apply_gradients`, `TFOptimizer._overwrite_model_variables_with_average_value` and
// `finalize_variable_values`.

extension Adam {
  /// Ends a training: with ``AdamArguments/useEMA``, makes all weights their averages. Corresponds to
  /// `finalize_variable_values`, which Keras' `fit` calls after the last epoch (rule R-EMA-5).
  ///
  /// Before the first step the averages are zero, and so become the weights.
  ///
  /// - Throws: An error with category `not_built` if there are averages to be had but no variables yet, with argument
  ///   `trainable_variables` if the variables' memory is to be handed over, or with argument `use_ema` if a variable
  ///   that is overwritten with its gradient has no average.
  public func finalizeVariableValues() throws(OptimizerError) {
    guard given.useEMA else { return }
    guard let trained else {
      throw .notBuilt("var_list", "The optimizer must be built before its averages can become the weights.")
    }
    try trained.checkMemory()
    try trained.checkAverages(for: "use_ema")
    for variable in trained.all {
      if let average = variable.average { variable.weights.copy(average.block) }
    }
  }
}

extension StagedStep {
  /// Pulls the averages of all variables towards their weights, on every call, whether or not it updates.
  func updateAverages() {
    guard plan.averages else { return }
    for variable in variables.all {
      guard let average = variable.average else { continue }
      let momentum = plan[variable.dtype].averageMomentum.required
      average.block.average(variable.weights, momentum: momentum.value)
      observe(.average, variable, average.block)
    }
  }

  /// Makes all weights their averages, every so many iterations.
  func overwriteWeightsWithAverages() {
    guard plan.overwritesWithAverages else { return }
    for variable in variables.all {
      guard let average = variable.average else { continue }
      variable.weights.copy(average.block)
      observe(.overwritten, variable, variable.weights)
    }
  }
}
