import Conformance

extension Mistake {
  /// Checkpoints.
  static let checkpointMistakes: [Description] = [
    Description(
      .accumulatorsLostAtCheckpoint, .rule, "R-CHECKPOINT-1", "R-STATE-3",
      says: "a checkpoint loses the accumulators"),
    Description(
      .averageLostAtCheckpoint, .rule, "R-CHECKPOINT-1", "R-STATE-3",
      says: "a checkpoint loses the averages"),
    Description(
      .averagesAndAccumulatorsExchanged, .rule, "R-CHECKPOINT-1", "R-STATE-3",
      says: "a checkpoint takes averages and accumulators in turn, where Keras has all averages first",
      seen: "Keras before 3.10"),
    Description(
      .configurationLostAtCheckpoint, .rule, "R-CHECKPOINT-1", "R-CONFIG-1",
      says: "a checkpoint loses weight decay, betas, epsilon and clipping: it goes on with the defaults"),
    Description(
      .counterLostAtCheckpoint, .rule, "R-CHECKPOINT-1", "R-STATE-3", says: "a checkpoint loses the counter"),
    Description(
      .counterSavedAsUpdates, .rule, "R-CHECKPOINT-1", "R-STATE-3",
      says: "a checkpoint loses the place in the accumulation cycle: it counts updates, not calls"),
    Description(
      .emptyAccumulatorLostAtCheckpoint, .rule, "R-CHECKPOINT-1", "R-STATE-3",
      says: "a checkpoint loses the accumulators of empty variables"),
    Description(
      .exclusionLostAtCheckpoint, .rule, "R-CHECKPOINT-1", "R-DECAY-3", "R-DECAY-4",
      says: "a checkpoint loses which variables are excluded from the decay"),
    Description(
      .momentsExchangedAtCheckpoint, .rule, "R-CHECKPOINT-1", "R-STATE-3",
      says: "a checkpoint exchanges momentum and velocity"),
    Description(
      .momentsExchangedOnLoad, .rule, "R-STATE-2",
      says: "momentum and velocity of an initial state are exchanged"),
    Description(
      .momentsLostAtCheckpoint, .rule, "R-CHECKPOINT-1", "R-STATE-3",
      says: "a checkpoint loses momentum and velocity"),
    Description(
      .rateOfConfigurationLost, .rule, "R-CHECKPOINT-1", "R-CONFIG-2",
      says: "a checkpoint loses an assigned learning rate"),
    Description(
      .scaleCounterLostAtCheckpoint, .rule, "R-CHECKPOINT-1", "R-STATE-3",
      says: "a checkpoint loses the counter of the loss scale"),
    Description(
      .scaleLostAtCheckpoint, .rule, "R-CHECKPOINT-1", "R-STATE-3",
      says: "a checkpoint sets the loss scale back to its initial value"),
    Description(
      .scheduleOfConfigurationLost, .rule, "R-CHECKPOINT-1", "R-CONFIG-3",
      says: "a checkpoint keeps of a schedule only the learning rate that it gives now"),
    Description(
      .stepNumberLostAtCheckpoint, .rule, "R-CHECKPOINT-1", "R-STATE-3",
      says: "a checkpoint loses the step number of the bias correction, and keeps the other counts"),
    Description(
      .velocityHatLostAtCheckpoint, .rule, "R-CHECKPOINT-1", "R-STATE-3",
      says: "a checkpoint loses the largest velocities of amsgrad"),
  ]
}
