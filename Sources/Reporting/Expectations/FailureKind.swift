import Conformance

/// What kind of failure a case shows, as an expectation names it.
public struct FailureKind: Hashable, Sendable, CustomStringConvertible {
  /// What is different.
  public enum Word: String, Sendable, CaseIterable {
    /// Elements have other bits.
    case bits
    /// An element is NaN on one side only.
    case nan
    /// A whole number of the state is another.
    case integer
    /// There are more or fewer steps, variables or elements, or they have another type.
    case shape
    /// A value is missing, or there where none must be.
    case presence
    /// The case is refused and must not be.
    case refused
    /// The case is not refused and must be.
    case accepted
    /// The case is refused for another reason than Keras'.
    case reason
  }

  public var word: Word
  /// For ``Word/bits``: the smallest number for which the distance in representable values is under 2 to its power.
  public var magnitude: Int?

  init(_ word: Word, magnitude: Int? = nil) {
    self.word = word
    self.magnitude = magnitude
  }

  /// The kind that a text such as `bits<2^12` or `refused` names.
  init?(_ text: some StringProtocol) {
    let prefix = "bits<2^"
    if text.hasPrefix(prefix), let magnitude = Int(text.dropFirst(prefix.count)), (1...64).contains(magnitude)
    {
      self.init(.bits, magnitude: magnitude)
    } else if let word = Word(rawValue: String(text)), word != .bits {
      self.init(word)
    } else {
      return nil
    }
  }

  /// The kind of a difference; nil for a fault of the port's program, which is never expected.
  init?(_ divergence: Divergence) {
    if divergence.isFault { return nil }
    switch divergence.difference {
    case .bits:
      self = divergence.ulps.map { Self(.bits, magnitude: 64 - $0.leadingZeroBitCount) } ?? Self(.nan)
    case .integer: self.init(.integer)
    case .dtype, .count: self.init(.shape)
    case .presence, .nothingCompared: self.init(.presence)
    case .refusal(nil, _): self.init(.refused)
    case .refusal(_, nil): self.init(.accepted)
    case .refusal: self.init(.reason)
    case .fault: return nil
    }
  }

  /// The kind as in `bits<2^12` or `refused`.
  public var description: String { magnitude.map { "\(word.rawValue)<2^\($0)" } ?? word.rawValue }
}
