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

extension String {
  /// The beginning of the text on one line, without control characters.
  package var excerpt: String {
    // Counted in scalars, of which a character may have any number.
    let start = String(UnicodeScalarView(unicodeScalars.prefix(400))).printable.unicodeScalars
    return String(UnicodeScalarView(start.prefix(120))) + (start.count > 120 ? "..." : "")
  }
}

extension Duration {
  /// The duration in seconds, as in `2.5 s`.
  package var text: String {
    let seconds = Double(components.seconds) + Double(components.attoseconds / 1_000_000_000_000) / 1e6
    return seconds == seconds.rounded() ? "\(Int(seconds)) s" : "\(seconds) s"
  }
}

extension Double {
  /// The number without a fraction of nothing; minus zero keeps its sign.
  package var brief: String {
    guard self != 0 || sign == .plus, let whole = Int(exactly: self) else { return description }
    return String(whole)
  }
}
