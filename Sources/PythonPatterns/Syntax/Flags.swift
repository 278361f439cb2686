/// Python's flags of a regular expression.
struct Flags: OptionSet, Hashable, Sendable {
  var rawValue: UInt8

  static let ignoreCase = Flags(rawValue: 1)
  static let multiline = Flags(rawValue: 2)
  static let dotAll = Flags(rawValue: 4)
  static let verbose = Flags(rawValue: 8)
  static let ascii = Flags(rawValue: 16)
  static let unicode = Flags(rawValue: 32)
  static let locale = Flags(rawValue: 64)
  /// Deprecated, and refuses all repetition.
  static let template = Flags(rawValue: 128)

  /// Those of which one alone can be.
  static let types: Flags = [.ascii, .unicode, .locale]

  /// The flag of a letter.
  init?(letter: UInt32) {
    switch Unicode.Scalar(letter) {
    case "i": self = .ignoreCase
    case "m": self = .multiline
    case "s": self = .dotAll
    case "x": self = .verbose
    case "a": self = .ascii
    case "u": self = .unicode
    case "L": self = .locale
    case "t": self = .template
    default: return nil
    }
  }

  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// What holds within a group.
  func adding(_ added: Flags, removing removed: Flags) -> Flags {
    let kept = added.isDisjoint(with: .types) ? self : subtracting(.types)
    return kept.union(added).subtracting(removed)
  }

  /// How scalars are compared.
  var folding: Folding {
    guard contains(.ignoreCase) else { return .none }
    return contains(.unicode) ? .unicode : .ascii
  }
}
