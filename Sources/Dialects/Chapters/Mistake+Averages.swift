import Conformance

extension Mistake {
  /// Averages.
  static let averagesMistakes: [Description] = [
    Description(
      .averageAsDifference, .rounding, "R-EMA-1",
      says: "the average is a + (1 - k) * (w - a), not k * a + (1 - k) * w"),
    Description(
      .averageBeforeUpdate, .rule, "R-EMA-1", "R-APPLY-1",
      says: "the average moves before the update, and sees the old weight"),
    Description(
      .averageBeginsAgain, .rule, "R-EMA-2", "R-STATE-2",
      says: "the average begins again as the weight where an initial state goes on"),
    Description(
      .averageConstantInDouble, .rounding, "R-EMA-1",
      says: "1 - k of the average is subtracted in double, not in the dtype"),
    Description(
      .averageCorrectedForBias, .rule, "R-EMA-2", "R-EMA-4", "R-EMA-5",
      says: "the average begins at zero and is corrected for bias, where Keras' begins as the weight"),
    Description(
      .averageFromInitialWeights, .rule, "R-EMA-2", "R-STATE-1",
      says: "the average begins as the initial weight, and the first update is mixed with it",
      seen: "optax 0.2", "tf_keras 2.15"),
    Description(
      .averageFromZero, .rule, "R-EMA-2",
      says: "the first average is mixed with zero, where Keras' is the weight"),
    Description(
      .averageFused, .rounding, "R-ROUND-1", "R-EMA-1",
      says: "the average is computed with fused multiply-add"),
    Description(
      .averageIgnored, .rule, "R-EMA-1", "R-EMA-3", says: "the averages never move",
      seen: "Keras 3.0.0 and 3.0.1 on JAX, NumPy and PyTorch"),
    Description(
      .averageOfAll, .rule, "R-EMA-1",
      says: "the average is the mean of all weights so far, not a moving one"),
    Description(
      .averageOfConstrained, .rule, "R-CONSTRAINT-2",
      says: "the average sees weights after their projection, not before"),
    Description(
      .averageOfDecayedOnly, .rule, "R-EMA-3",
      says: "variables that are excluded from the decay have no moving average"),
    Description(
      .averageOfPresentOnly, .rule, "R-EMA-3",
      says: "the average of a variable without a gradient stands still", seen: "tf_keras 2.15"),
    Description(
      .averageOncePerUpdate, .rule, "R-EMA-3", says: "the average moves once per update, not on every call",
      seen: "PyTorch and optax as they are used"),
    Description(
      .averageSharesArray, .rule, "R-EMA-2",
      says: "the first average is the weight's own array, not a copy: it follows the weight from then on"),
    Description(
      .averageWarmsUp, .rule, "R-EMA-1", says: "the momentum of the average is at most (1 + t) / (10 + t)"),
    Description(
      .averageWeightsExchanged, .rule, "R-EMA-1",
      says: "the average weights the weight with the momentum, not with 1 - momentum"),
    Description(
      .averageWeightsExchangedAtFirst, .rule, "R-EMA-1",
      says:
        "ema_momentum is the share of the weight, not of the average, which so begins at 0"
    ),
    Description(.emaMomentumIgnored, .rule, "R-EMA-1", says: "ema_momentum is 0.99, whatever is given"),
    Description(
      .finalizeBeforeFirstIgnored, .rule, "R-EMA-5",
      says: "finalize does nothing before the first step, where Keras makes the weights zero"),
    Description(
      .finalizeExchanges, .rule, "R-EMA-5",
      says: "finalize exchanges weights and averages, where Keras copies the averages"),
    Description(.finalizeIgnored, .rule, "R-EMA-5", says: "finalize does nothing"),
    Description(
      .finalizeProjects, .rule, "R-EMA-5", "R-CONSTRAINT-1", says: "finalize applies constraints too"),
    Description(
      .finalizeSharesArray, .rule, "R-EMA-5",
      says: "finalize gives the weights the array of the average, which then follows their changes"),
    Description(
      .finalizeWithoutAveragesRefused, .refusal, "R-EMA-5",
      says: "finalize is refused where there are no averages"),
    Description(
      .firstAverageByRawCalls, .rule, "R-EMA-2", "R-ACCUMULATE-5",
      says: "under accumulation only the first call's average is the weight, not the first cycle's",
      seen: "Keras 3.0.2 to 3.4"),
    Description(
      .frequencyTurnsAveragesOn, .rule, "R-EMA-6",
      says: "an ema_overwrite_frequency turns averages on, even without use_ema"),
    Description(
      .overwritingBeforeAverage, .rule, "R-EMA-4",
      says: "weights are overwritten before the average moves, with its value of the call before"),
    Description(
      .overwritingByZeroIsEveryCall, .rule, "R-EMA-6",
      says: "an ema_overwrite_frequency of 0 overwrites on every call, where Keras takes it as off",
      seen: "Keras on JAX"),
    Description(
      .overwritingCountedInCalls, .rule, "R-EMA-4", "R-ACCUMULATE-5",
      says: "under accumulation ema_overwrite_frequency counts calls, not updates",
      seen: "Keras 3.0.2 to 3.4"),
    Description(
      .overwritingEveryCall, .rule, "R-EMA-4", says: "averages overwrite the weights on every call"),
    Description(
      .overwritingExchanges, .rule, "R-EMA-4",
      says: "overwriting exchanges weights and averages, where Keras copies the averages"),
    Description(
      .overwritingFirstCall, .rule, "R-EMA-4",
      says: "averages overwrite the weights on the first update too"),
    Description(
      .overwritingFromThenOn, .rule, "R-EMA-4",
      says: "from ema_overwrite_frequency updates on, averages overwrite the weights on every call"),
    Description(.overwritingIgnored, .rule, "R-EMA-4", says: "averages never overwrite the weights"),
    Description(
      .overwritingOnUpdatesOnly, .rule, "R-EMA-4",
      says: "averages overwrite the weights on calls that update only",
      seen: "PyTorch and optax as they are used"),
    Description(
      .overwritingOnce, .rule, "R-EMA-4",
      says: "averages overwrite the weights once, after ema_overwrite_frequency updates, and never again"),
    Description(
      .overwritingOneEarly, .rule, "R-EMA-4", says: "averages overwrite the weights one update early"),
    Description(
      .overwritingOneLate, .rule, "R-EMA-4",
      says: "averages overwrite the weights on the first update, and from then on one update late"),
    Description(
      .overwritingPresentOnly, .rule, "R-EMA-4",
      says: "a variable without a gradient is not overwritten by its average", seen: "tf_keras 2.15"),
    Description(
      .overwritingSharesArray, .rule, "R-EMA-4",
      says: "overwritten weights are the array of the average, which then follows their changes"),
    Description(
      .overwritingWithoutFrequency, .rule, "R-EMA-6",
      says: "without an ema_overwrite_frequency averages overwrite the weights on every call"),
  ]
}
