public import Conformance

/// The rules as somebody has them: Keras' in a profile, but for a set of mistakes.
public struct Dialect: Hashable, Sendable {
  /// A bit for each mistake.
  @usableFromInline var bits: SIMD16<UInt64> = .zero
  /// Where Keras runs the steps of which these would be the rules.
  public let profile: Profile

  /// Keras' own, in eager mode.
  public static let keras = Dialect(in: .eager)

  /// Keras' own.
  public init(in profile: Profile) { self.profile = profile }

  public init(_ mistakes: some Sequence<Mistake>, in profile: Profile = .eager) {
    self.init(in: profile)
    for mistake in mistakes { insert(mistake) }
  }

  /// Every mistake that can be made in a profile.
  public static func all(in profile: Profile) -> Dialect { Dialect(Mistake.all(in: profile), in: profile) }

  /// Whether no mistake is made.
  public var isKeras: Bool { bits == .zero }

  /// Whether this mistake is made.
  @inlinable
  public func makes(_ mistake: Mistake) -> Bool {
    bits[mistake.rawValue >> 6] & (1 << UInt64(mistake.rawValue & 63)) != 0
  }

  @inlinable
  public mutating func insert(_ mistake: Mistake) {
    bits[mistake.rawValue >> 6] |= 1 << UInt64(mistake.rawValue & 63)
  }

  /// With the mistakes of another.
  public func union(_ other: Dialect) -> Dialect {
    var union = self
    union.bits |= other.bits
    return union
  }

  public func with(_ mistake: Mistake) -> Dialect { union(Dialect([mistake], in: profile)) }

  public func without(_ mistake: Mistake) -> Dialect {
    var rest = self
    rest.bits[mistake.rawValue >> 6] &= ~(1 << UInt64(mistake.rawValue & 63))
    return rest
  }

  /// The mistakes, in the order of the list.
  public var mistakes: [Mistake] { Mistake.allCases.filter(makes) }
}
