import Conformance
import KerasOptimizers

/// The schedule that Keras would construct from these arguments.
func makeSchedule(_ schedule: Schedule) throws(OptimizerError) -> any LearningRateSchedule {
  switch schedule {
  case .exponentialDecay(let given):
    try ExponentialDecay(
      initialLearningRate: given.initialLearningRate, decaySteps: given.decaySteps,
      decayRate: given.decayRate, staircase: given.staircase ?? false)
  case .inverseTimeDecay(let given):
    try InverseTimeDecay(
      initialLearningRate: given.initialLearningRate, decaySteps: given.decaySteps,
      decayRate: given.decayRate, staircase: given.staircase ?? false)
  case .piecewiseConstantDecay(let given):
    try PiecewiseConstantDecay(boundaries: given.boundaries, values: given.values)
  case .polynomialDecay(let given):
    try PolynomialDecay(
      initialLearningRate: given.initialLearningRate, decaySteps: given.decaySteps,
      endLearningRate: given.endLearningRate ?? 0.0001, power: given.power ?? 1, cycle: given.cycle ?? false)
  case .cosineDecay(let given):
    try CosineDecay(
      initialLearningRate: given.initialLearningRate, decaySteps: given.decaySteps, alpha: given.alpha ?? 0,
      warmupTarget: given.warmupTarget, warmupSteps: given.warmupSteps ?? 0)
  case .cosineDecayRestarts(let given):
    try CosineDecayRestarts(
      initialLearningRate: given.initialLearningRate, firstDecaySteps: given.firstDecaySteps,
      periodFactor: given.periodFactor ?? 2, peakFactor: given.peakFactor ?? 1, alpha: given.alpha ?? 0)
  case .unknown(let name, _):
    throw refusal("learning_rate", "one of Keras' schedules, not '\(name)'")
  }
}
