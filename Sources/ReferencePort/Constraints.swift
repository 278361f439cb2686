import Conformance
import KerasOptimizers

/// The constraint that Keras would construct from its class name and its configuration.
func makeConstraint(
  _ constraint: Conformance.Constraint
) throws(OptimizerError) -> any KerasOptimizers.Constraint {
  let config = KerasConfig(constraint.config)
  switch constraint.name {
  case "MaxNorm":
    try config.allow("max_value", "axis")
    return MaxNorm(
      maxValue: try config.number("max_value", default: 2), axes: try config.axes("axis", default: [0]))
  case "NonNeg":
    try config.allow()
    return NonNeg()
  case "UnitNorm":
    try config.allow("axis")
    return UnitNorm(axes: try config.axes("axis", default: [0]))
  case "MinMaxNorm":
    try config.allow("min_value", "max_value", "rate", "axis")
    return MinMaxNorm(
      minValue: try config.number("min_value", default: 0),
      maxValue: try config.number("max_value", default: 1), rate: try config.number("rate", default: 1),
      axes: try config.axes("axis", default: [0]))
  default:
    throw refusal("constraint", "one of Keras' constraints, not '\(constraint.name)'")
  }
}
