import Conformance

extension Mistake {
  /// Overwritten variables.
  static let overwrittenMistakes: [Description] = [
    Description(
      .overwrittenAccumulatorKept, .rule, "R-OVERWRITE-3", "R-ACCUMULATE-4",
      says: "the accumulator of an overwritten variable without a gradient is not emptied by an update"),
    Description(
      .overwrittenAdded, .rule, "R-OVERWRITE-1",
      says: "the gradient of an overwritten variable is added to it"),
    Description(
      .overwrittenAverageSkipped, .refusal, "R-ERROR-OVERWRITE",
      says: "averages overwrite weights beside an overwritten variable, where Keras refuses",
      seen: "Keras on NumPy and PyTorch"),
    Description(
      .overwrittenByLastReplica, .rule, "R-REPLICA-5",
      says: "an overwritten variable follows the last replica, not the first"),
    Description(
      .overwrittenCallAverages, .rule, "R-OVERWRITE-2",
      says: "a call with gradients of overwritten variables only goes through the whole step"),
    Description(
      .overwrittenCastAfterRows, .rounding, "R-OVERWRITE-1",
      says: "sparse rows of an overwritten variable are added before they are cast"),
    Description(
      .overwrittenDividedByScale, .rule, "R-LOSS-SCALE-1", "R-OVERWRITE-1",
      says: "the gradient of an overwritten variable is divided by the loss scale",
      seen: "Keras before 3.10"),
    Description(
      .overwrittenFinalizes, .refusal, "R-ERROR-OVERWRITE",
      says: "finalize is taken with an overwritten variable, where Keras refuses"),
    Description(
      .overwrittenFlushed, .rounding, "R-OVERWRITE-1",
      says: "the new value of an overwritten variable loses subnormals and the sign of -0"),
    Description(
      .overwrittenHasSlots, .rule, "R-OVERWRITE-4", says: "an overwritten variable has slots like any other"),
    Description(.overwrittenIgnored, .rule, "R-OVERWRITE-1", says: "overwritten variables keep their value"),
    Description(
      .overwrittenInGlobalNorm, .rule, "R-OVERWRITE-1", "R-CLIP-GLOBAL-1",
      says: "the gradient of an overwritten variable counts in the global norm"),
    Description(
      .overwrittenKeepsLast, .rule, "R-OVERWRITE-3",
      says: "under accumulation an overwritten variable takes the last gradient, not the largest"),
    Description(
      .overwrittenKeepsSum, .rule, "R-OVERWRITE-3",
      says: "under accumulation an overwritten variable takes the sum of gradients, not the largest"),
    Description(
      .overwrittenNotLookedAt, .rule, "R-LOSS-SCALE-5",
      says: "the loss scale optimizer does not look at the gradients of overwritten variables"),
    Description(
      .overwrittenOnEveryCall, .rule, "R-OVERWRITE-3",
      says: "under accumulation an overwritten variable changes on every call, not on updates only"),
    Description(
      .overwrittenSubtracted, .rule, "R-OVERWRITE-1",
      says: "the gradient of an overwritten variable is subtracted from it"),
    Description(
      .overwrittenTrained, .rule, "R-OVERWRITE-1", "R-OVERWRITE-2", "R-OVERWRITE-3", "R-OVERWRITE-4",
      says: "variables with overwrite_with_gradient are trained like any other", seen: "Keras before 3.3"),
    Description(
      .overwrittenUnscaled, .rule, "R-OVERWRITE-1", "R-SCALE-1",
      says: "the gradient of an overwritten variable is divided by loss_scale_factor"),
  ]
}
