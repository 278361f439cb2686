public import Conformance
public import Dialects

/// What is wrong with a port, or that nothing is but rounding.
public struct Diagnosis: Sendable {
  /// What was found out, from best to worst.
  public enum Level: String, Sendable, CaseIterable {
    /// Equal bits in every case.
    case bits
    /// Other bits, but no rule is broken: in every case in which it answers with numbers or a refusal, the port is within
    /// its rounding of Keras' rules. A few cases may have an error of the port's own.
    case rules
    /// These mistakes explain all that differs.
    case broken
    /// None of the known mistakes explains what differs: nothing is said to be the cause.
    case unexplained
  }

  /// A mistake that was found.
  public struct Finding: Sendable {
    public let mistake: Mistake
    /// In how many cases it changes something.
    public let explained: Int
    /// How many cases differ.
    public let of: Int
    /// Whether the port is bit for bit what makes this mistake, and the others that are named.
    public let isExact: Bool
  }

  /// A probe in which the port is farther from Keras than its rounding.
  public struct Probe: Sendable {
    public let id: String
    public let rules: [Rule]
    public let title: String
    /// The largest distance, as a share of how far Keras moved the element that it moved farthest.
    public let share: Double
    /// The largest distance in representable values; nil if one is NaN.
    public let ulps: UInt64?
  }

  /// One number on which the mistakes show.
  public struct Example: Sendable {
    public let testCase: String
    /// The event's index in the script, and its number among the calls of `apply`.
    public let event: Int
    public let step: Int
    public let variable: String
    public let element: Int
    public let expected: Double
    public let actual: Double
    /// What comes of Keras' rules with the mistakes.
    public let predicted: Double?
    public let dtype: DType
  }

  /// The known mistake that is nearest to a port that makes none.
  public struct Nearest: Sendable {
    public let mistake: Mistake
    /// How many times farther away it is than what the port's rounding may be.
    public let times: Double
  }

  /// What a port says that it must not say, or the other way round.
  public struct Refusals: Sendable {
    /// Cases that Keras takes and the port refuses, and no known mistake explains it.
    public let refused: [String]
    /// Cases that Keras refuses and the port takes.
    public let taken: [String]
    /// The first refusal's words.
    public let message: String?

    public var isEmpty: Bool { refused.isEmpty && taken.isEmpty }
  }

  public let level: Level
  /// The mistakes that explain what differs: those of rules first, then those of rounding.
  public let findings: [Finding]
  /// What explains part of what differs, where the rest needs features that this part has not.
  public let partial: [Finding]
  /// The libraries whose AdamW this is like.
  public let dialects: [NamedDialect]
  /// The cases that were looked at, and those of them that differ from Keras.
  public let cases: Int
  public let differing: Int
  /// Those that the findings do not explain.
  public let unexplained: [String]
  /// In how many differing cases rounding decides all, so that they speak for nothing.
  public let undecidable: Int
  /// Those of a port that follows the rules in which its numbers are half of the way off all that follows from the rules in
  /// the arithmetics that are known: they are not put down to rounding.
  public let unlike: [String]
  /// The largest distance that the findings leave, as a share of the way.
  public let largestShare: Double
  public let nearest: Nearest?
  /// The mistakes that the rounding of a port that follows the rules hides.
  public let undecided: [Mistake]
  public let refusals: Refusals
  /// Cases that were answered with an error of the port's own.
  public let errors: Int
  public let probes: [Probe]
  public let probesJudged: Int
  public let example: Example?

  /// Whether the port follows every rule.
  public var followsRules: Bool { level == .bits || level == .rules }
}
