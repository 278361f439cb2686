import Conformance

extension Mistake {
  /// Sparse gradients.
  static let sparseMistakes: [Description] = [
    Description(
      .negativeRowsNotNormed, .rule, "R-SPARSE-6",
      says: "rows with an index below 0 are left out of the norm of clipnorm, where Keras counts them"),
    Description(
      .negativeRowsScaled, .refusal, "R-ERROR-LOSS-SCALE",
      says: "a loss scale optimizer takes rows with an index below 0, where Keras refuses them"),
    Description(
      .negativeRowsWrap, .rule, "R-SPARSE-6",
      says: "a row with an index below 0 counts from the end, where Keras drops it"),
    Description(
      .sparseClipvalueDense, .rule, "R-SPARSE-3",
      says: "clipvalue adds rows of one index before it clips them"),
    Description(
      .sparseGlobalNormOfRows, .rounding, "R-SPARSE-4",
      says: "the global norm adds up the squares of sparse rows as they come, not in the variable's order"),
    Description(
      .sparseGlobalNormOfSums, .rule, "R-SPARSE-4",
      says: "the global norm adds rows of one index before they are squared"),
    Description(
      .sparseGlobalStaysSparse, .rule, "R-SPARSE-4",
      says: "a sparse gradient stays sparse behind global_clipnorm, where Keras makes it dense"),
    Description(
      .sparseLastRowWins, .rule, "R-SPARSE-1",
      says: "of several rows of one index the last wins, where Keras adds them"),
    Description(.sparseNormDense, .rule, "R-SPARSE-3", says: "clipnorm makes a sparse gradient dense"),
    Description(
      .sparseNormOfSums, .rule, "R-SPARSE-3",
      says: "the norm of clipnorm adds rows of one index before they are squared"),
    Description(
      .sparseRowsAddedFirst, .rule, "R-SPARSE-2",
      says: "rows of one index are added before they are squared for the velocity", seen: "tf_keras 2.15"),
    Description(
      .sparseRowsDecayedOnly, .rule, "R-SPARSE-1", "R-DECAY-2",
      says: "only the rows that have a gradient are decayed", seen: "TensorFlow Addons 0.23"),
    Description(
      .sparseRowsUpdatedOnly, .rule, "R-SPARSE-1",
      says: "rows without a gradient stand still, and so do their moments (\"lazy\" Adam)"),
    Description(
      .sparseUnscaled, .refusal, "R-ERROR-SPARSE",
      says: "a sparse gradient is divided by loss_scale_factor, where Keras refuses it"),
  ]
}
