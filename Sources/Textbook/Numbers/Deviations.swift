import Conformance
import Dialects

/// The mistakes and the profile of a dialect, as far as they concern single operations: what a ``KerasFormat`` has to
/// know of it.
struct Deviations: OptionSet, Hashable, Sendable {
  let rawValue: UInt32

  static let keepsSubnormalOperands = Deviations(rawValue: 1 << 0)
  static let keepsSubnormalResults = Deviations(rawValue: 1 << 1)
  static let flushesAfterRounding = Deviations(rawValue: 1 << 2)
  static let liftedProducts = Deviations(rawValue: 1 << 3)
  static let liftedQuotients = Deviations(rawValue: 1 << 4)
  static let flushesFloat16 = Deviations(rawValue: 1 << 5)
  static let flushesToPlusZero = Deviations(rawValue: 1 << 6)
  static let truncatesBFloat16 = Deviations(rawValue: 1 << 7)
  static let bfloat16TiesAway = Deviations(rawValue: 1 << 8)
  static let wide = Deviations(rawValue: 1 << 9)
  static let wideSixteenBits = Deviations(rawValue: 1 << 10)
  static let roundsBFloat16ConstantsOnce = Deviations(rawValue: 1 << 11)
  static let castsDoublesOnce = Deviations(rawValue: 1 << 12)
  static let constantsThroughFloat32 = Deviations(rawValue: 1 << 13)
  static let powersInDouble = Deviations(rawValue: 1 << 14)
  static let cosinesInDouble = Deviations(rawValue: 1 << 15)
  static let logarithmsInDouble = Deviations(rawValue: 1 << 16)
  static let roundsTowardZero = Deviations(rawValue: 1 << 17)
  static let roundsUp = Deviations(rawValue: 1 << 18)
  /// As all graphs do (rule R-GRAPH-CONST).
  static let roundsFloat16ConstantsOnce = Deviations(rawValue: 1 << 19)
}

extension Deviations {
  init(_ dialect: Dialect) {
    self = Self.ofMistakes.reduce(into: []) { deviations, entry in
      if dialect.makes(entry.mistake) { deviations.formUnion(entry.deviations) }
    }
    if dialect.profile == .graph, !dialect.makes(.float16ConstantsThroughFloat32) {
      insert(.roundsFloat16ConstantsOnce)
    }
  }

  /// The mistakes that concern single operations.
  static func mistakes(in profile: Profile) -> Dialect {
    Dialect(
      (ofMistakes.map(\.mistake) + [.float16ConstantsThroughFloat32]).filter { $0.canBeMade(in: profile) },
      in: profile)
  }

  private static let ofMistakes: [(mistake: Mistake, deviations: Deviations)] = [
    (.subnormalsKept, [.keepsSubnormalOperands, .keepsSubnormalResults]),
    (.subnormalOperandsKept, .keepsSubnormalOperands),
    (.subnormalResultsKept, .keepsSubnormalResults),
    (.flushedAfterRounding, .flushesAfterRounding),
    (.liftedProductKept, .liftedProducts),
    (.liftedQuotientKept, .liftedQuotients),
    (.float16SubnormalsFlushed, .flushesFloat16),
    (.flushedToPlusZero, .flushesToPlusZero),
    (.bfloat16Truncated, .truncatesBFloat16),
    (.bfloat16TiesAway, .bfloat16TiesAway),
    (.everythingInDouble, [.wide, .keepsSubnormalOperands, .keepsSubnormalResults]),
    (.sixteenBitsInFloat32, .wideSixteenBits),
    (.constantsRoundedOnce, [.roundsFloat16ConstantsOnce, .roundsBFloat16ConstantsOnce]),
    (.bfloat16ConstantsRoundedOnce, .roundsBFloat16ConstantsOnce),
    (.doublesCastOnce, .castsDoublesOnce),
    (.constantsThroughFloat32, .constantsThroughFloat32),
    (.powersInDouble, .powersInDouble),
    (.cosineInDouble, .cosinesInDouble),
    (.logarithmInDouble, .logarithmsInDouble),
    (.roundedTowardZero, .roundsTowardZero),
    (.roundedUp, .roundsUp),
  ]
}
