// Rules R-CONSTRAINT-1 and R-CONSTRAINT-2. Keras: `BaseOptimizer.apply`.

extension StagedStep {
  /// Projects the weights of the variables with a gradient that have a constraint, last of all and on every call,
  /// whether or not it updates. The averages have seen the weights as they were before.
  func constrainWeights() {
    guard plan.constrains else { return }
    for gradient in gradients {
      let variable = gradient.variable
      guard let constraint = variable.constraint else { continue }
      FlushToZero.suspended { constraint.project(variable.variable) }
      observe(.constrained, variable, variable.weights)
    }
  }
}
