extension String {
  /// The beginning of the text on one line, without control characters.
  package var excerpt: String {
    // Counted in scalars, of which a character may have any number.
    let start = String(UnicodeScalarView(unicodeScalars.prefix(400))).printable.unicodeScalars
    return String(UnicodeScalarView(start.prefix(120))) + (start.count > 120 ? "..." : "")
  }
}
