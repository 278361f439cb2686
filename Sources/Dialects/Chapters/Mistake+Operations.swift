import Conformance

extension Mistake {
  /// Single operations.
  static let operationsMistakes: [Description] = [
    Description(
      .bfloat16TiesAway, .rounding, "R-ROUND-2",
      says: "results halfway between two bfloat16 numbers are rounded away from zero, not to even"),
    Description(.bfloat16Truncated, .rounding, "R-ROUND-2", says: "results are cut to bfloat16, not rounded"),
    Description(
      .constantsRoundedOnce, .rounding, "R-CONST-2",
      says: "constants are rounded to 16 bits at once, not by way of float32"),
    Description(
      .constantsThroughFloat32, .rounding, "R-CONST-2",
      says: "in float64 all constants go through float32, not only rate, decay and the betas of the powers"),
    Description(
      .cosineInDouble, .rounding, "R-SCHEDULE-COSINE", "R-SCHEDULE-COSINE-RESTARTS",
      says: "the cosine of a schedule is the double's, rounded, not cosf's"),
    Description(
      .doublesCastOnce, .rounding, "R-CAST-1",
      says: "float64 gradients are rounded to 16 bits at once, not by way of float32"),
    Description(
      .everythingInDouble, .rounding, "R-ROUND-1", "R-ROUND-2", "R-FLUSH-1", "R-CONST-1", "R-CONST-2",
      says: "everything is computed in double, and rounded only where weights and slots are stored"),
    Description(.float16SubnormalsFlushed, .rounding, "R-FLUSH-2", says: "float16 subnormals count as zero"),
    Description(
      .flushedAfterRounding, .rounding, "R-FLUSH-1",
      says: "whether a float32 result is flushed is decided after it is rounded, not before"),
    Description(
      .flushedToPlusZero, .rounding, "R-FLUSH-1", says: "what is flushed becomes +0, whatever its sign was"),
    Description(
      .liftedProductKept, .rounding, "R-FLUSH-1",
      says: "float64 products that only rounding lifts to the smallest normal number are kept, not flushed"),
    Description(
      .liftedQuotientKept, .rounding, "R-FLUSH-1",
      says: "float64 quotients that only rounding lifts to the smallest normal number are kept, not flushed"),
    Description(
      .logarithmInDouble, .rounding, "R-SCHEDULE-COSINE-RESTARTS",
      says: "the logarithms of the restarts are the double's, rounded, not logf's"),
    Description(.minusZeroLost, .rounding, "R-ROUND-1", says: "a weight of -0 becomes +0 in the update"),
    Description(
      .powersInDouble, .rounding, "R-POWER-1", "R-POWER-2",
      says: "the powers of the betas are the double's, rounded, not powf's"),
    Description(
      .roundedTowardZero, .rounding, "R-ROUND-1", "R-ROUND-2",
      says: "each operation is rounded towards zero, not to nearest"),
    Description(
      .roundedUp, .rounding, "R-ROUND-1", "R-ROUND-2",
      says: "each operation is rounded up, not to nearest"),
    Description(
      .sixteenBitsInFloat32, .rounding, "R-ROUND-2", "R-CONST-2", "R-POWER-2",
      says: "16-bit variables are computed in float32, and rounded only where weights and slots are stored"),
    Description(
      .subnormalOperandsKept, .rounding, "R-FLUSH-1",
      says: "subnormal operands are computed with, not taken as zero"),
    Description(
      .subnormalResultsKept, .rounding, "R-FLUSH-1", says: "subnormal results are kept, not flushed to zero"),
    Description(
      .subnormalsKept, .rounding, "R-FLUSH-1",
      says: "subnormals are kept, as operands and as results, not taken as zero"),
  ]
}
