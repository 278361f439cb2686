/// A projection of weights onto a set that they must stay in.
///
/// Corresponds to `keras.constraints.Constraint`. An optimizer projects a ``Variable/constraint``'s weights after each
/// `apply` in which the variable has a gradient (rules R-CONSTRAINT-1 and R-CONSTRAINT-2). Those of Keras have its
/// defaults (rule R-DEFAULT-CONSTRAINT). To write one of your own, change the elements in ``project(_:)``:
///
/// ```swift
/// struct AtMostOne: Constraint {
///   func project(_ variable: Variable) {
///     variable.assign(variable.values().map { min($0, 1) })
///   }
/// }
/// ```
public protocol Constraint {
  /// Refuses a variable that cannot be projected. It is asked before a step changes anything; the default accepts all.
  func check(_ variable: Variable) throws(OptimizerError)

  /// Replaces the elements by their projection.
  func project(_ variable: Variable)
}

/// A constraint of Keras' whose numbers are constants of a graph (rule R-GRAPH-CONST).
protocol KerasConstraint: Constraint {
  func project(_ variable: Variable, in profile: Profile)
}

extension Constraint {
  public func check(_ variable: Variable) throws(OptimizerError) {}
}
