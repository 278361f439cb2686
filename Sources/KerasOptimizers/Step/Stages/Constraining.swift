// Rules R-CONSTRAINT-1 and R-CONSTRAINT-2. Keras: `BaseOptimizer.apply`.

extension StagedStep {
  /// Projects the weights of the variables with a gradient that have a constraint, last of all and on every call,
  /// whether or not it updates. The averages have seen the weights as they were before.
  func constrainWeights() {
    guard plan.constrains else { return }
    for gradient in gradients {
      let trained = gradient.trained
      guard let constraint = trained.constraint else { continue }
      FlushToZero.suspended {
        if let known = constraint as? any KerasConstraint {
          known.project(trained.variable, in: plan.profile)
        } else {
          constraint.project(trained.variable)
        }
      }
      observe(.constrained, trained, trained.weights)
    }
  }
}
