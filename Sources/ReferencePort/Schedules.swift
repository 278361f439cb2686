import Conformance
import KerasOptimizers

/// The schedule that Keras would construct from its class name and its configuration.
func makeSchedule(_ schedule: Schedule) throws(OptimizerError) -> any LearningRateSchedule {
  let config = KerasConfig(schedule.config)
  switch schedule.name {
  case "ExponentialDecay":
    try config.allow("initial_learning_rate", "decay_steps", "decay_rate", "staircase")
    return try ExponentialDecay(
      initialLearningRate: try config.number("initial_learning_rate"),
      decaySteps: try config.number("decay_steps"), decayRate: try config.number("decay_rate"),
      staircase: try config.flag("staircase"))
  case "InverseTimeDecay":
    try config.allow("initial_learning_rate", "decay_steps", "decay_rate", "staircase")
    return try InverseTimeDecay(
      initialLearningRate: try config.number("initial_learning_rate"),
      decaySteps: try config.number("decay_steps"), decayRate: try config.number("decay_rate"),
      staircase: try config.flag("staircase"))
  case "PiecewiseConstantDecay":
    try config.allow("boundaries", "values")
    return try PiecewiseConstantDecay(
      boundaries: try config.numbers("boundaries"), values: try config.numbers("values"))
  case "PolynomialDecay":
    try config.allow("initial_learning_rate", "decay_steps", "end_learning_rate", "power", "cycle")
    return try PolynomialDecay(
      initialLearningRate: try config.number("initial_learning_rate"),
      decaySteps: try config.number("decay_steps"),
      endLearningRate: try config.number("end_learning_rate", default: 0.0001),
      power: try config.number("power", default: 1), cycle: try config.flag("cycle"))
  case "CosineDecay":
    try config.allow("initial_learning_rate", "decay_steps", "alpha", "warmup_target", "warmup_steps")
    return try CosineDecay(
      initialLearningRate: try config.number("initial_learning_rate"),
      decaySteps: try config.number("decay_steps"), alpha: try config.number("alpha", default: 0),
      warmupTarget: try config.optionalNumber("warmup_target"),
      warmupSteps: try config.number("warmup_steps", default: 0))
  case "CosineDecayRestarts":
    try config.allow("initial_learning_rate", "first_decay_steps", "t_mul", "m_mul", "alpha")
    return try CosineDecayRestarts(
      initialLearningRate: try config.number("initial_learning_rate"),
      firstDecaySteps: try config.number("first_decay_steps"),
      periodFactor: try config.number("t_mul", default: 2),
      peakFactor: try config.number("m_mul", default: 1), alpha: try config.number("alpha", default: 0))
  default:
    throw refusal("learning_rate", "one of Keras' schedules, not '\(schedule.name)'")
  }
}
