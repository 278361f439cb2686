import Conformance

extension Mistake {
  /// A step in a graph, but for its schedules.
  static let graphMistakes: [Description] = [
    Description(
      .accumulatedRowsOfOtherDTypeTaken, .refusal, "R-GRAPH-REFUSAL",
      says:
        "sparse gradients of another dtype are taken on calls that update, as in eager mode, not refused"),
    Description(
      .bfloat16ConstantsRoundedOnce, .rounding, "R-GRAPH-CONST",
      says: "bfloat16 constants are rounded once too, not by way of float32"),
    Description(
      .callableAskedAlways, .rule, "R-GRAPH-CALLABLE",
      says: "a callable learning rate is asked at each step, as in eager mode, not once for each trace"),
    Description(
      .callableAskedAtConstruction, .rule, "R-GRAPH-CALLABLE",
      says: "a callable learning rate is asked where the optimizer is made, not where a step is traced"),
    Description(
      .callableAskedForAllKinds, .rule, "R-GRAPH-CALLABLE",
      says:
        "a callable learning rate is asked at the first step, and not again for other kinds of gradients"),
    Description(
      .decayBesideSchedule, .rounding, "R-GRAPH-DECAY",
      says:
        "the weight decay meets what a schedule gives, w * (wd * lr), and not the schedule's constants first"
    ),
    Description(
      .decayConstantsMeetIn16Bits, .rounding, "R-GRAPH-DECAY",
      says: "weight decay and a constant rate meet first in 16 bits too, whatever the rank"),
    Description(
      .decayInEagerOrder, .rounding, "R-GRAPH-DECAY",
      says: "the weight decay is (w * wd) * lr, as in eager mode, not w * (wd * lr)"),
    Description(
      .decayOfConstantRateByRank, .rounding, "R-GRAPH-DECAY",
      says: "scalars decay by (w * wd) * lr at a constant rate too, where both constants meet first"),
    Description(
      .decayOfOneElementAsScalar, .rounding, "R-GRAPH-DECAY",
      says: "variables of one element decay like scalars, by (w * wd) * lr, whatever their rank"),
    Description(
      .decayOfOneElementJoint, .rounding, "R-GRAPH-DECAY",
      says: "under schedules that end in a product variables of one element decay like longer ones"),
    Description(
      .decayOfScalarsJoint, .rounding, "R-GRAPH-DECAY",
      says: "scalars decay like all others, by w * (wd * lr), not by (w * wd) * lr"),
    Description(
      .epsilonOfZeroDivided, .rounding, "R-GRAPH-EPSILON",
      says:
        "with an epsilon of 0 the root is divided by, as in eager mode, not its reciprocal multiplied with"),
    Description(
      .epsilonOfZeroInPacketsOnly, .rounding, "R-GRAPH-EPSILON",
      says:
        "with an epsilon of 0 in 16 bits the elements behind the last packet are computed like the packets"),
    Description(
      .epsilonOfZeroWithoutPackets, .rounding, "R-GRAPH-EPSILON",
      says:
        "with an epsilon of 0 in 16 bits the root of whole packets is rounded before its reciprocal, as behind them"
    ),
    Description(
      .epsilonRoundedToZeroDivided, .rounding, "R-GRAPH-EPSILON",
      says: "an epsilon that is 0 only in the dtype still has the root divided by"),
    Description(
      .float16ConstantsThroughFloat32, .rounding, "R-GRAPH-CONST",
      says: "float16 constants go by way of float32, as in eager mode, not rounded once"),
    Description(
      .meanByDivision, .rounding, "R-GRAPH-RECIPROCAL",
      says: "the mean of accumulated gradients is a quotient, as in eager mode, not a product"),
    Description(
      .mixedGlobalNormAccumulated, .refusal, "R-GRAPH-REFUSAL",
      says:
        "with global_clipnorm gradients of several dtypes are refused only on calls that update, as in eager mode"
    ),
    Description(
      .overwritingRefusedWhenDue, .refusal, "R-GRAPH-REFUSAL",
      says:
        "averages that overwritten variables lack are missed only on calls that overwrite, as in eager mode"),
    Description(
      .overwrittenAccumulatedOfAnyKind, .refusal, "R-GRAPH-REFUSAL",
      says: "under accumulation a new value may be sparse or of another dtype, as in eager mode"),
    Description(
      .reciprocalsInDouble, .rounding, "R-GRAPH-RECIPROCAL",
      says: "reciprocals of constants stay double: only the products with them are rounded"),
    Description(
      .replicasAccumulate, .refusal, "R-GRAPH-REPLICA",
      says: "several replicas may accumulate gradients, as in eager mode"),
    Description(
      .replicasOfSeveralDTypes, .refusal, "R-GRAPH-REPLICA",
      says: "several replicas may have gradients of several dtypes, as in eager mode"),
    Description(
      .replicasOverwrite, .refusal, "R-GRAPH-REPLICA",
      says: "several replicas may overwrite weights with their averages, as in eager mode"),
    Description(
      .skippedStepsNotTraced, .refusal, "R-GRAPH-REFUSAL",
      says: "gradients of a step that the loss scale optimizer skips are not looked at, as in eager mode"),
    Description(
      .unscaledByDivision, .rounding, "R-GRAPH-RECIPROCAL",
      says: "the loss scale is divided out, as in eager mode, not its reciprocal multiplied with"),
  ]
}
