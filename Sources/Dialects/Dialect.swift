/// The rules as somebody has them: Keras', but for a set of mistakes.
public struct Dialect: Hashable, Sendable {
  /// A bit for each mistake.
  @usableFromInline var bits: SIMD16<UInt64> = .zero

  /// Keras' own.
  public static let keras = Dialect()

  /// Every mistake.
  public static let all = Dialect(Mistake.allCases)

  private init() {}

  public init(_ mistakes: some Sequence<Mistake>) {
    for mistake in mistakes { insert(mistake) }
  }

  /// Whether this mistake is made.
  @inlinable
  public func makes(_ mistake: Mistake) -> Bool {
    bits[mistake.rawValue >> 6] & (1 << UInt64(mistake.rawValue & 63)) != 0
  }

  @inlinable
  public mutating func insert(_ mistake: Mistake) {
    bits[mistake.rawValue >> 6] |= 1 << UInt64(mistake.rawValue & 63)
  }

  public func union(_ other: Dialect) -> Dialect {
    var union = self
    union.bits |= other.bits
    return union
  }

  public func with(_ mistake: Mistake) -> Dialect { union(Dialect([mistake])) }

  public func without(_ mistake: Mistake) -> Dialect {
    var rest = self
    rest.bits[mistake.rawValue >> 6] &= ~(1 << UInt64(mistake.rawValue & 63))
    return rest
  }

  /// The mistakes, in the order of the list.
  public var mistakes: [Mistake] { Mistake.allCases.filter(makes) }
}
