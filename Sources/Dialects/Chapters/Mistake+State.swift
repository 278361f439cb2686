import Conformance

extension Mistake {
  /// State and counters.
  static let stateMistakes: [Description] = [
    Description(
      .counterMovesFirst, .rule, "R-APPLY-3", "R-ACCUMULATE-5", "R-RATE-3",
      says: "the counter of calls goes up at the start of a call, not at its end"),
    Description(
      .counterOfFloat32, .rule, "R-STATE-2", "R-APPLY-3", says: "the counter of calls is a float32 number"),
    Description(
      .counterOfInt32, .rule, "R-APPLY-3", says: "the counter of calls has 32 bits and turns negative",
      seen: "Keras on JAX, NumPy and PyTorch"),
    Description(
      .counterRestoredAsUpdates, .rule, "R-STATE-2", "R-ACCUMULATE-5",
      says: "the iterations of an initial state are taken for updates, not calls, and multiplied by n"),
    Description(
      .counterRestoredOneAhead, .rule, "R-STATE-2",
      says: "the iterations of an initial state are taken for the number of the next call: one too many"),
    Description(.emptyListCounts, .rule, "R-APPLY-4", says: "an empty list of gradients counts as a call"),
    Description(
      .emptyListRepeatsLast, .rule, "R-APPLY-4",
      says: "an empty list of gradients follows those of the call before once more"),
    Description(
      .initialAccumulatorIgnored, .rule, "R-STATE-2",
      says: "the accumulators of an initial state are ignored"),
    Description(
      .initialAverageIgnored, .rule, "R-STATE-2", says: "the averages of an initial state are ignored"),
    Description(
      .initialCounterIgnored, .rule, "R-STATE-2", says: "the counter of an initial state is ignored"),
    Description(
      .initialLossScaleIgnored, .rule, "R-STATE-2",
      says: "the loss scale of an initial state is ignored"),
    Description(
      .initialMomentumIgnored, .rule, "R-STATE-2", says: "the momentum of an initial state is ignored"),
    Description(
      .initialRateIgnored, .rule, "R-STATE-2", says: "the learning rate of an initial state is ignored"),
    Description(
      .initialScaleCounterIgnored, .rule, "R-STATE-2",
      says: "the loss scale's counter of an initial state is ignored"),
    Description(.initialSlotsIgnored, .rule, "R-STATE-2", says: "the slots of an initial state are ignored"),
    Description(
      .initialVelocityHatIgnored, .rule, "R-STATE-2",
      says: "the largest velocities of an initial state are ignored"),
    Description(
      .initialVelocityHatOfVelocity, .rule, "R-STATE-2",
      says: "the largest velocities of an initial state are read from its velocities"),
    Description(
      .initialVelocityIgnored, .rule, "R-STATE-2", says: "the velocity of an initial state is ignored"),
    Description(
      .lastVariableSkipped, .rule, "R-APPLY-1", says: "the loop over the variables leaves out the last"),
    Description(
      .loopStopsAtMissing, .rule, "R-APPLY-2",
      says: "variables behind one without a gradient are not updated: the loop stops there"),
    Description(
      .missingAsZeros, .rule, "R-APPLY-2", says: "a missing gradient is taken as zeros"),
    Description(
      .missingAsZerosOnceUpdated, .rule, "R-APPLY-2",
      says: "once a variable has been updated, a missing gradient is taken as zeros",
      seen: "fastai 2.8"),
    Description(
      .missingKeepsLastGradient, .rule, "R-APPLY-2",
      says: "a missing gradient leaves that of the call before in place"),
    Description(
      .momentsNotInitialized, .rule, "R-STATE-1",
      says: "the momentum is not set to zero at the start: it holds what was in memory"),
    Description(
      .nonFiniteCallIgnored, .rule, "R-APPLY-3",
      says: "a call with an infinite or NaN gradient does nothing, and is not counted"),
    Description(
      .nonFiniteMeanDropped, .rule, "R-APPLY-3",
      says: "a gradient that is infinite or NaN before clipping is not followed, but accumulators are emptied"
    ),
    Description(
      .nonFiniteMeanSkipped, .rule, "R-APPLY-3",
      says: "an update with a gradient that is infinite or NaN before clipping is skipped altogether"),
    Description(
      .nonFiniteStepSkipped, .rule, "R-APPLY-3",
      says: "an update with a gradient that is infinite or NaN after clipping is skipped"),
    Description(
      .optimizerReused, .rule, "R-STATE-1",
      says: "a new optimizer goes on with the counter and moments of the one before"),
    Description(
      .slotsShareArray, .rule, "R-STATE-1", "R-MOMENTUM-1", "R-VELOCITY-1",
      says: "all slots of a variable are one array"),
    Description(
      .stateByLastName, .rule, "R-STATE-1", says: "variables whose names end alike share their moments"),
    Description(.stateByName, .rule, "R-STATE-1", says: "variables of the same name share their moments"),
    Description(
      .stateByPlaceAmongPresent, .rule, "R-STATE-1", "R-APPLY-2",
      says: "a missing gradient shifts those behind it to the moments of other variables"),
    Description(.stateByShape, .rule, "R-STATE-1", says: "variables of the same shape share their moments"),
    Description(
      .stateCountsUpdates, .rule, "R-APPLY-3", "R-ACCUMULATE-5",
      says: "the iterations of the state are the number of updates, not of calls"),
    Description(.stateShared, .rule, "R-STATE-1", says: "all variables share the moments of the first"),
    Description(
      .zeroCallIgnored, .rule, "R-APPLY-3",
      says: "a call whose gradients are zeros throughout does nothing, and is not counted"),
  ]
}
