extension PythonUnicode {
  /// The first scalar of the lower case.
  static func lowercase(_ value: UInt32) -> UInt32 {
    if value < 0x80 { return asciiLowercase(value) }
    return mapped(value) { $0.lowercaseMapping }
  }

  static func asciiLowercase(_ value: UInt32) -> UInt32 {
    0x41...0x5A ~= value ? value + 0x20 : value
  }

  /// The first scalar of the upper case.
  static func uppercase(_ value: UInt32) -> UInt32 {
    if value < 0x80 { return 0x61...0x7A ~= value ? value - 0x20 : value }
    return mapped(value) { $0.uppercaseMapping }
  }

  /// Whether there is another case of it.
  static func isCased(_ value: UInt32) -> Bool {
    lowercase(value) != value || uppercase(value) != value
  }

  private static func mapped(_ value: UInt32, _ mapping: (Unicode.Scalar.Properties) -> String) -> UInt32 {
    guard let scalar = known(value), let first = mapping(scalar.properties).unicodeScalars.first else {
      return value
    }
    return known(first.value) == nil ? value : first.value
  }
}
