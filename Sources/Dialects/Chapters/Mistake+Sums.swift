import Conformance

extension Mistake {
  /// Sums.
  static let sumsMistakes: [Description] = [
    Description(
      .axisSumsAsTotals, .rounding, "R-SUM-AXIS-3", "R-SUM-AXIS-4",
      says: "sums along whatever axes are added up in the order of a sum of all elements"),
    Description(
      .bfloat16SumsRounded, .rounding, "R-SUM-4",
      says: "sums of bfloat16 are rounded at every addition, not once at the end"),
    Description(
      .columnSumsInOrder, .rounding, "R-SUM-AXIS-3",
      says: "sums along columns add one element after the other, not four at a time"),
    Description(
      .float16FoldRounded, .rounding, "R-SUM-5",
      says: "the lanes of a float16 sum are folded in float16, not in float32"),
    Description(
      .float16SumsInFloat32, .rounding, "R-SUM-5", says: "sums of float16 are float32 sums, rounded once"),
    Description(
      .float64SumsAsFloat32, .rounding, "R-SUM-3",
      says: "float64 sums have the packets and leaves of float32's"),
    Description(
      .noAxesMeanAll, .rounding, "R-SUM-AXIS-1",
      says: "an empty list of axes means all axes, where Keras adds nothing up"),
    Description(
      .runsOfSingleAxes, .rounding, "R-SUM-AXIS-1",
      says: "sums along axes take each axis by itself: neighbours are not joined, and none is left out"),
    Description(
      .sumLeavesShorter, .rounding, "R-SUM-2", says: "sums are split in halves at half the leaf size"),
    Description(
      .sumPacketsOfFour, .rounding, "R-SUM-1",
      says: "sums take packets of 4 elements, as processors without AVX do"),
    Description(
      .sumPacketsOfSixteen, .rounding, "R-SUM-1", "R-SUM-3",
      says: "sums take packets of 16 elements, as AVX-512 does"),
    Description(
      .sumSplitWithinRow, .rounding, "R-SUM-AXIS-2",
      says: "long sums along an axis are split by positions in the row, not in the whole array"),
    Description(
      .sumsInDouble, .rounding, "R-SUM-1", "R-SUM-2", "R-SUM-4", "R-SUM-5", "R-SUM-AXIS-2", "R-SUM-AXIS-3",
      "R-SUM-AXIS-4", "R-SUM-AXIS-5",
      says: "sums are added up in double, one element after the other, and rounded once"),
    Description(
      .sumsInOrder, .rounding, "R-SUM-1", "R-SUM-2", "R-SUM-3", "R-SUM-4", "R-SUM-5", "R-SUM-AXIS-2",
      "R-SUM-AXIS-5",
      says: "sums add one element after the other"),
    Description(.sumsNotSplit, .rounding, "R-SUM-2", says: "long sums are not split in halves"),
    Description(
      .sumsPairwise, .rounding, "R-SUM-1", "R-SUM-2", "R-SUM-3", "R-SUM-4", "R-SUM-5", "R-SUM-AXIS-2",
      "R-SUM-AXIS-3", "R-SUM-AXIS-4", "R-SUM-AXIS-5",
      says: "sums are pairwise: halves down to eight elements", seen: "Keras on NumPy"),
  ]
}
