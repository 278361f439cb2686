import Conformance
import KerasOptimizers

/// The constraint that Keras would construct from these arguments.
func makeConstraint(
  _ constraint: Conformance.Constraint
) throws(OptimizerError) -> any KerasOptimizers.Constraint {
  switch constraint {
  case .maxNorm(let given): MaxNorm(maxValue: given.maxValue ?? 2, axes: axes(given.axes))
  case .nonNeg: NonNeg()
  case .unitNorm(let given): UnitNorm(axes: axes(given.axes))
  case .minMaxNorm(let given):
    MinMaxNorm(
      minValue: given.minValue ?? 0, maxValue: given.maxValue ?? 1, rate: given.rate ?? 1,
      axes: axes(given.axes))
  case .unknown(let name, _):
    throw refusal("constraint", "one of Keras' constraints, not '\(name)'")
  }
}

/// The axes, by default the first; nil for all.
private func axes(_ given: Axes?) -> [Int]? {
  switch given {
  case nil: [0]
  case .all: nil
  case .one(let axis): [axis]
  case .several(let axes): axes
  }
}
