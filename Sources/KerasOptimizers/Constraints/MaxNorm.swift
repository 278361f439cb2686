/// Keeps norms from exceeding a value.
///
/// Corresponds to `keras.constraints.MaxNorm` (`keras/src/constraints/constraints.py`): the weights become
/// `w * (clip(norm, 0, max_value) / (epsilon + norm))`, so that also weights within the bound shrink a little
/// (rule R-CONSTRAINT-MAXNORM).
public struct MaxNorm: KerasConstraint {
  /// Keras' `max_value`: the largest norm.
  public let maxValue: Double
  /// Keras' `axis`: the axes along which a norm is taken, counted from the last where negative; nil for all.
  public let axes: [Int]?

  /// A constraint with Keras' defaults.
  ///
  /// Axes that a variable does not have, or named twice, are refused by each `apply` of a gradient of the variable, with
  /// argument `axis` (rule R-ERROR-CONSTRAINT). Norms are computed in the variable's dtype.
  public init(maxValue: Double = 2, axes: [Int]? = [0]) {
    self.maxValue = maxValue
    self.axes = axes
  }

  public func check(_ variable: Variable) throws(OptimizerError) { try Norms.check(axes, of: variable) }

  public func project(_ variable: Variable) { project(variable, in: .eager) }

  func project(_ variable: Variable, in profile: Profile) {
    FlushToZero.scope {
      let norms = Norms(of: variable, along: axes)
      let upper = Rounded(constant: maxValue, variable.dtype, in: profile)
      norms.values.block.takeFactors(lower: 0, upper: upper.value, rates: nil, epsilon: Norms.epsilon)
      variable.block.multiply(by: norms.values.block, along: norms.reduction)
    }
  }
}
