/// How scalars are made alike before they are compared.
enum Folding: Sendable {
  case none
  /// Case is ignored, of ASCII's letters.
  case ascii
  /// Case is ignored.
  case unicode

  func callAsFunction(_ value: UInt32) -> UInt32 {
    switch self {
    case .none: value
    case .ascii: PythonUnicode.asciiLowercase(value)
    case .unicode: PythonUnicode.lowercase(value)
    }
  }

  /// Whether there is another case of it that folds to the same.
  func changes(_ value: UInt32) -> Bool {
    switch self {
    case .none: false
    case .ascii: PythonUnicode.isASCIILetter(value)
    case .unicode: PythonUnicode.isCased(value)
    }
  }

  /// Folded scalars that count as equal to a folded one.
  func others(of value: UInt32) -> [UInt32] {
    self == .unicode ? extraCases[value] ?? [] : []
  }
}
