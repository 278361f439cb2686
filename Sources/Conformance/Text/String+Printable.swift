extension String {
  /// The text without the characters by which it could take hold of a terminal, or turn what stands around it:
  /// those of control, and those that change the direction of writing.
  package var printable: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.filter { scalar in
          let properties = scalar.properties
          return properties.generalCategory != .control && !properties.isBidiControl
        }
      )
    )
  }
}
