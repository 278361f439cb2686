/// Keeps norms between two values, or draws them there.
///
/// Corresponds to `keras.constraints.MinMaxNorm` (`keras/src/constraints/constraints.py`): the weights become
/// `w * (desired / (epsilon + norm))`, where the desired norm is
/// `rate * clip(norm, min_value, max_value) + (1 - rate) * norm` (rule R-CONSTRAINT-MINMAXNORM).
public struct MinMaxNorm: KerasConstraint {
  /// Keras' `min_value`: the smallest norm.
  public let minValue: Double
  /// Keras' `max_value`: the largest norm.
  public let maxValue: Double
  /// Keras' `rate`: how far each projection goes; 1 is all the way.
  public let rate: Double
  /// Keras' `axis`: the axes along which a norm is taken, counted from the last where negative; nil for all.
  public let axes: [Int]?

  /// A constraint with Keras' defaults.
  ///
  /// Axes that a variable does not have, or named twice, are refused by each `apply` of a gradient of the variable, with
  /// argument `axis` (rule R-ERROR-CONSTRAINT). Norms are computed in the variable's dtype.
  public init(minValue: Double = 0, maxValue: Double = 1, rate: Double = 1, axes: [Int]? = [0]) {
    self.minValue = minValue
    self.maxValue = maxValue
    self.rate = rate
    self.axes = axes
  }

  public func check(_ variable: Variable) throws(OptimizerError) { try Norms.check(axes, of: variable) }

  public func project(_ variable: Variable) { project(variable, in: .eager) }

  func project(_ variable: Variable, in profile: Profile) {
    func constant(_ value: Double) -> Double { Rounded(constant: value, variable.dtype, in: profile).value }
    FlushToZero.scope {
      let norms = Norms(of: variable, along: axes)
      norms.values.block.takeFactors(
        lower: constant(minValue), upper: constant(maxValue), rates: (constant(rate), constant(1 - rate)),
        epsilon: Norms.epsilon)
      variable.block.multiply(by: norms.values.block, along: norms.reduction)
    }
  }
}
