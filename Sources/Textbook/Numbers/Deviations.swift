import Dialects

/// The mistakes of a dialect that concern single operations: what a ``KerasFormat`` has to know of it.
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
  static let roundsConstantsOnce = Deviations(rawValue: 1 << 11)
  static let castsDoublesOnce = Deviations(rawValue: 1 << 12)
  static let constantsThroughFloat32 = Deviations(rawValue: 1 << 13)
  static let powersInDouble = Deviations(rawValue: 1 << 14)
  static let cosinesInDouble = Deviations(rawValue: 1 << 15)
  static let logarithmsInDouble = Deviations(rawValue: 1 << 16)
  static let roundsTowardZero = Deviations(rawValue: 1 << 17)
  static let roundsUp = Deviations(rawValue: 1 << 18)
}

extension Deviations {
  init(_ dialect: Dialect) {
    self = Self.ofMistakes.reduce(into: []) { deviations, entry in
      if dialect.makes(entry.mistake) { deviations.formUnion(entry.deviations) }
    }
  }

  /// The mistakes that concern single operations.
  static let mistakes = Dialect(ofMistakes.map(\.mistake))

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
    (.constantsRoundedOnce, .roundsConstantsOnce),
    (.doublesCastOnce, .castsDoublesOnce),
    (.constantsThroughFloat32, .constantsThroughFloat32),
    (.powersInDouble, .powersInDouble),
    (.cosineInDouble, .cosinesInDouble),
    (.logarithmInDouble, .logarithmsInDouble),
    (.roundedTowardZero, .roundsTowardZero),
    (.roundedUp, .roundsUp),
  ]
}
