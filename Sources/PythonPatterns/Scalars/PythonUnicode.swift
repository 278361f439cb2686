/// What Python 3.11 says of scalars, which it has from Unicode 14. Swift knows more of them, whose age tells them apart.
/// A scalar is a number here: escapes in a pattern can write surrogates too.
enum PythonUnicode {
  /// `str.isdecimal`, which is `\d`.
  static func isDecimal(_ value: UInt32) -> Bool {
    if value < 0x80 { return 0x30...0x39 ~= value }
    return known(value)?.properties.numericType == .decimal
  }

  /// `str.isalnum` or an underscore, which is `\w`.
  static func isWord(_ value: UInt32) -> Bool {
    if value < 0x80 { return isASCIIWord(value) }
    return isLetter(value) || known(value)?.properties.numericType != nil
  }

  /// `str.isalpha`.
  static func isLetter(_ value: UInt32) -> Bool {
    switch known(value)?.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }

  static func isASCIIWord(_ value: UInt32) -> Bool {
    isASCIILetter(value) || 0x30...0x39 ~= value || value == 0x5F
  }

  static func isASCIILetter(_ value: UInt32) -> Bool {
    0x41...0x5A ~= value || 0x61...0x7A ~= value
  }

  /// `str.isspace`, which is `\s`.
  static func isSpace(_ value: UInt32) -> Bool {
    switch value {
    case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A: true
    case 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
    default: false
    }
  }

  static func isASCIISpace(_ value: UInt32) -> Bool {
    0x09...0x0D ~= value || value == 0x20
  }

  /// `str.isidentifier`.
  static func isIdentifier(_ name: [UInt32]) -> Bool {
    guard let first = name.first else { return false }
    return startsIdentifier(first) && name.dropFirst().allSatisfy(continuesIdentifier)
  }

  static func startsIdentifier(_ value: UInt32) -> Bool {
    value == 0x5F || known(value)?.properties.isXIDStart == true
  }

  static func continuesIdentifier(_ value: UInt32) -> Bool {
    // These four became part of identifiers after Unicode 14.
    guard ![0x200C, 0x200D, 0x30FB, 0xFF65].contains(value) else { return false }
    return known(value)?.properties.isXIDContinue == true
  }

  /// The scalar of a name, as `\N{...}` has it: without aliases.
  static func named(_ name: String) -> UInt32? {
    let wanted = name.uppercased()
    // Python 3.11 does not name the Tangut ideographs, and names these two kinds in capitals alone.
    guard !wanted.hasPrefix("TANGUT IDEOGRAPH-") else { return nil }
    let isCapital = wanted.hasPrefix("CJK UNIFIED IDEOGRAPH-") || wanted.hasPrefix("HANGUL SYLLABLE ")
    guard !isCapital || name == wanted else { return nil }
    return (0...0x10FFFF).first { known($0)?.properties.name == wanted }
  }

  /// The scalar, if it is one and Unicode 14 has it.
  static func known(_ value: UInt32) -> Unicode.Scalar? {
    guard let scalar = Unicode.Scalar(value), let age = scalar.properties.age else { return nil }
    return age.major <= 14 ? scalar : nil
  }
}

extension PythonUnicode {
  /// What a decimal digit is worth.
  static func decimal(_ value: UInt32) -> UInt32 {
    UInt32(Unicode.Scalar(value)?.properties.numericValue ?? 0)
  }
}
