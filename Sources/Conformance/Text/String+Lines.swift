extension String {
  /// The lines of the text, each ``printable``, without empty ones at the end. A tab is four spaces.
  package var printableLines: [String] {
    var lines = split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map { String($0).replacing("\t", with: "    ").printable }
    while lines.last?.isEmpty ?? false { lines.removeLast() }
    return lines
  }

  /// The text on one line, up to so many scalars.
  package func printableLine(upTo limit: Int) -> String {
    // No more than may be needed: a port may say megabytes.
    let start = String(UnicodeScalarView(unicodeScalars.prefix(4 * limit)))
    let line = start.printableLines.joined(separator: " ").unicodeScalars
    return String(UnicodeScalarView(line.prefix(limit))) + (line.count > limit ? "..." : "")
  }

  /// Whether the ``excerpt`` is all of the text.
  package var isOneExcerpt: Bool { excerpt == self }

  /// The line as several of at most so many scalars, where spaces allow it; those after the first are indented as it
  /// is, and by some more.
  package func wrapped(to width: Int, hanging: Int = 0) -> [String] {
    let first = String(prefix { $0 == " " })
    let indentation = first + String(repeating: " ", count: hanging)
    var lines = [first]
    for word in split(separator: " ") {
      let isFirst = lines.count == 1 && lines[0] == first
      let extended = lines[lines.count - 1] + (isFirst ? "" : " ") + word
      if isFirst || extended.unicodeScalars.count <= width {
        lines[lines.count - 1] = extended
      } else {
        lines.append(indentation + word)
      }
    }
    return lines
  }
}
