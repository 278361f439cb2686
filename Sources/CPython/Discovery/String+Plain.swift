extension String {
  /// The text without the characters by which what a Python printed could take hold of a terminal: those of control
  /// but the ends of lines and tabs, and those that change the direction of writing.
  var plain: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.filter { scalar in
          let properties = scalar.properties
          let isControl = properties.generalCategory == .control && scalar != "\n" && scalar != "\t"
          return !isControl && !properties.isBidiControl
        }
      )
    )
  }
}
