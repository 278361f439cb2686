/// Makes negative weights zero.
///
/// Corresponds to `keras.constraints.NonNeg` (`keras/src/constraints/constraints.py`), which is TensorFlow's
/// `maximum(w, 0)` (rule R-CONSTRAINT-NONNEG).
public struct NonNeg: Constraint {
  public init() {}

  public func project(_ variable: Variable) {
    FlushToZero.scope { variable.block.maximumWithZero() }
  }
}
