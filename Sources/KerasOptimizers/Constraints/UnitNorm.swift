/// Gives norms the value one.
///
/// Corresponds to `keras.constraints.UnitNorm` (`keras/src/constraints/constraints.py`): the weights become
/// `w / (epsilon + norm)` (rule R-CONSTRAINT-UNITNORM).
public struct UnitNorm: Constraint {
  /// Keras' `axis`: the axes along which a norm is taken, counted from the last where negative; nil for all.
  public let axes: [Int]?

  /// A constraint with Keras' defaults.
  ///
  /// Axes that a variable does not have, or named twice, are refused by each `apply` of a gradient of the variable, with
  /// argument `axis` (rule R-ERROR-CONSTRAINT). Norms are computed in the variable's dtype.
  public init(axes: [Int]? = [0]) {
    self.axes = axes
  }

  public func check(_ variable: Variable) throws(OptimizerError) { try Norms.check(axes, of: variable) }

  public func project(_ variable: Variable) {
    FlushToZero.scope {
      let norms = Norms(of: variable, along: axes)
      variable.block.divide(by: norms.values.block, plus: Norms.epsilon, along: norms.reduction)
    }
  }
}
