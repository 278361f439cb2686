// Rules R-CONSTRAINT-1 and R-CONSTRAINT-2. Keras: `BaseOptimizer.apply`.

extension Adam {
  /// Projects the weights of the variables with a gradient that have a constraint, last of all and on every call,
  /// whether or not it updates. The averages have seen the weights as they were before.
  func constrainWeights() {
    for slot in slots where slot.gradient != nil {
      guard let constraint = slot.variable.constraint else { continue }
      FlushToZero.suspended { constraint.project(slot.variable) }
      observe(.constrained, slot, slot.variable.block)
    }
  }

  /// Refuses a constraint that cannot be met by its variable (rule R-ERROR-CONSTRAINT).
  func checkConstraints() throws(OptimizerError) {
    for slot in slots where slot.gradient != nil && !slot.isOverwritten {
      try slot.variable.constraint?.check(slot.variable)
    }
  }
}
