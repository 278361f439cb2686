import Conformance

extension Mistake {
  /// The loss scale factor and accumulation.
  static let accumulationMistakes: [Description] = [
    Description(
      .accumulatedMeans, .rule, "R-ACCUMULATE-2", "R-ACCUMULATE-3",
      says: "each gradient is divided before it is accumulated: the accumulator holds a mean, not the sum"),
    Description(
      .accumulatedOfAnyDType, .refusal, "R-ERROR-GRADIENTS",
      says: "gradients of another dtype are accumulated, not refused"),
    Description(
      .accumulatedRowsOverwrite, .rule, "R-SPARSE-5",
      says: "of several sparse rows of one index only the last is accumulated"),
    Description(
      .accumulatedRowsRefused, .refusal, "R-SPARSE-5",
      says: "sparse gradients are refused under accumulation, where Keras makes them dense"),
    Description(
      .accumulatedSum, .rule, "R-ACCUMULATE-3",
      says: "accumulated gradients are followed as their sum, not as their mean"),
    Description(
      .accumulatedUpdatesMissing, .rule, "R-ACCUMULATE-3", "R-APPLY-2",
      says: "a variable without a gradient on the call that updates follows what it accumulated",
      seen: "PyTorch 2.13", "candle"),
    Description(
      .accumulationIgnored, .rule, "R-ACCUMULATE-1",
      says: "gradient_accumulation_steps is ignored: every call updates"),
    Description(
      .accumulatorKeepsLargest, .rule, "R-ACCUMULATE-2",
      says: "the accumulator keeps the largest gradient, not the sum"),
    Description(
      .accumulatorKeepsLast, .rule, "R-ACCUMULATE-2",
      says: "the accumulator keeps the last gradient, not the sum"),
    Description(
      .accumulatorsByPlaceAmongPresent, .rule, "R-ACCUMULATE-2", "R-ACCUMULATE-3", "R-APPLY-2",
      says: "a missing gradient shifts those behind it to the accumulators of other variables",
      seen: "Keras 3.0.2 to 3.2"),
    Description(
      .accumulatorsMultipliedByZero, .rule, "R-ACCUMULATE-4",
      says: "accumulators are multiplied by 0: infinity and NaN stay as NaN", seen: "Keras on PyTorch",
      "optax 0.2"),
    Description(
      .accumulatorsNotEmptied, .rule, "R-ACCUMULATE-4", says: "accumulators are not emptied after an update"),
    Description(
      .accumulatorsOfPresentEmptied, .rule, "R-ACCUMULATE-4",
      says: "the accumulator of a variable without a gradient on the call that updates is not emptied",
      seen: "Keras on JAX"),
    Description(
      .accumulatorsShareArray, .rule, "R-STATE-1", "R-ACCUMULATE-2",
      says: "variables of one shape share their accumulator"),
    Description(
      .cycleBeginsAgain, .rule, "R-STATE-2", "R-ACCUMULATE-1",
      says: "the accumulation cycle begins again where an initial state is within one"),
    Description(
      .cyclesOneLonger, .rule, "R-ACCUMULATE-1", says: "an update comes one call late: every n + 1 calls"),
    Description(
      .firstOfCycleLost, .rule, "R-ACCUMULATE-2",
      says: "the first gradient of each cycle is not accumulated"),
    Description(
      .iterationsCountPresentCall, .rule, "R-ACCUMULATE-5", "R-BIAS-1", "R-EMA-2", "R-EMA-4",
      says: "iterations count the present call already: they are (raw + 1) // n"),
    Description(.lossScaleIgnored, .rule, "R-SCALE-1", says: "loss_scale_factor is ignored"),
    Description(
      .lossScaleMultiplied, .rule, "R-SCALE-1",
      says: "gradients are multiplied by the loss_scale_factor, not divided"),
    Description(
      .lossScaleZeroIsOff, .rule, "R-SCALE-1",
      says: "a loss_scale_factor of 0 is off, where Keras divides by it"),
    Description(
      .meanByReciprocal, .rounding, "R-ACCUMULATE-3",
      says: "the mean of accumulated gradients is a product with the reciprocal of n", seen: "Keras on JAX"),
    Description(
      .meanDividesAccumulatorOnly, .rule, "R-ACCUMULATE-3",
      says: "only the accumulator is divided by n, not the last gradient"),
    Description(
      .meanOfLastOnly, .rule, "R-ACCUMULATE-3",
      says: "only the last gradient is followed, not what was accumulated"),
    Description(
      .meanOfMeans, .rule, "R-ACCUMULATE-2", "R-ACCUMULATE-3",
      says: "each gradient is divided by n when it comes, and their sum once more"),
    Description(
      .meanOfMeansAndLast, .rule, "R-ACCUMULATE-2", "R-ACCUMULATE-3",
      says: "gradients are divided before they are accumulated, and with the last one once more"),
    Description(.meanOfOneLess, .rule, "R-ACCUMULATE-3", says: "accumulated gradients are divided by n - 1"),
    Description(
      .meanOfOneMore, .rule, "R-ACCUMULATE-3",
      says: "accumulated gradients are divided by n + 1"),
    Description(
      .meanOfPresent, .rule, "R-ACCUMULATE-3",
      says: "accumulated gradients are divided by how many there were, not by n"),
    Description(
      .meanWithLastTwice, .rule, "R-ACCUMULATE-3", says: "the last gradient of a cycle is added twice"),
    Description(
      .meanWithoutLast, .rule, "R-ACCUMULATE-3",
      says: "the gradient of the call that updates is left out of the mean"),
    Description(
      .microStepsNotCounted, .rule, "R-APPLY-3", "R-ACCUMULATE-1",
      says: "calls that only accumulate are not counted, so that no update ever comes"),
    Description(
      .unscaledAfterClipping, .rule, "R-APPLY-1", "R-SCALE-1",
      says: "the loss scale is divided out after clipping, and only on calls that update"),
    Description(
      .unscaledByReciprocal, .rounding, "R-SCALE-1",
      says: "gradients are multiplied by the reciprocal of the loss scale, not divided", seen: "optax 0.2",
      "Keras on JAX"),
    Description(
      .unscaledOnUpdatesOnly, .rule, "R-SCALE-1",
      says: "the loss scale is divided out only on calls that update"),
    Description(.unscaledTwice, .rule, "R-SCALE-1", says: "the loss scale is divided out twice"),
    Description(
      .updatesOneCallEarly, .rule, "R-ACCUMULATE-1",
      says: "a cycle's update comes one call early, without its last gradient"),
    Description(
      .updatesOneCallLate, .rule, "R-ACCUMULATE-1",
      says: "a cycle's update comes one call late, with the first gradient of the next"),
    Description(
      .updatesFirstInCycle, .rule, "R-ACCUMULATE-1",
      says: "the first call of each cycle updates, not the last"),
  ]
}
