// Rules R-MOMENTUM-1, R-VELOCITY-1, R-AMSGRAD-1, R-UPDATE-1, R-BETA-1 and R-GRAPH-EPSILON. Keras: the second half of
// `Adam.update_step`.

extension StagedStep {
  /// Moves both moments and then the weights of each variable with a gradient.
  func updateWeights() {
    for gradient in gradients {
      let variable = gradient.trained
      let scalars = plan[variable.dtype].update.required
      gradient.cast(to: variable.dtype)
      let squares = gradient.squaresOfRows()
      gradient.densify()
      variable.weights.adamUpdate(
        gradient: gradient.block, squares: squares, momentum: variable.momentum.required.block,
        velocity: variable.velocity.required.block, velocityHat: variable.velocityHat?.block,
        alpha: scalars.correction.alpha.value, oneMinusBeta1: scalars.oneMinusBeta1.value,
        oneMinusBeta2: scalars.oneMinusBeta2.value, epsilon: scalars.epsilon.value,
        usesReciprocalRoot: scalars.usesReciprocalRoot)
      observeUpdate(of: variable, scalars)
    }
  }
}
