import KerasOptimizers

/// A schedule's arguments under Keras' names.
struct ScheduleConfig: Decodable {
  var initialLearningRate: Double?
  var decaySteps: Double?
  var firstDecaySteps: Double?
  var decayRate: Double?
  var staircase: Bool?
  var endLearningRate: Double?
  var power: Double?
  var cycle: Bool?
  var alpha: Double?
  var warmupTarget: Double?
  var warmupSteps: Double?
  var tMul: Double?
  var mMul: Double?
  var boundaries: [Double]?
  var values: [Double]?

  struct Unknown: Error {}

  func schedule(_ name: String) throws -> any LearningRateSchedule {
    let (rate, steps) = (initialLearningRate ?? 0, decaySteps ?? 0)
    switch name {
    case "ExponentialDecay":
      return try ExponentialDecay(
        initialLearningRate: rate, decaySteps: steps, decayRate: decayRate ?? 0, staircase: staircase ?? false
      )
    case "InverseTimeDecay":
      return try InverseTimeDecay(
        initialLearningRate: rate, decaySteps: steps, decayRate: decayRate ?? 0, staircase: staircase ?? false
      )
    case "PolynomialDecay":
      return try PolynomialDecay(
        initialLearningRate: rate, decaySteps: steps, endLearningRate: endLearningRate ?? 0.0001,
        power: power ?? 1, cycle: cycle ?? false)
    case "CosineDecay":
      return try CosineDecay(
        initialLearningRate: rate, decaySteps: steps, alpha: alpha ?? 0, warmupTarget: warmupTarget,
        warmupSteps: warmupSteps ?? 0)
    case "CosineDecayRestarts":
      return try CosineDecayRestarts(
        initialLearningRate: rate, firstDecaySteps: firstDecaySteps ?? 0, periodFactor: tMul ?? 2,
        peakFactor: mMul ?? 1, alpha: alpha ?? 0)
    case "PiecewiseConstantDecay":
      return try PiecewiseConstantDecay(boundaries: boundaries ?? [], values: values ?? [])
    default: throw Unknown()
    }
  }
}
