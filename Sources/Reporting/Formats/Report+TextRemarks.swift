import Conformance

extension Report {
  func remarkLines(style: TextStyle) -> [String] {
    [style.bold("remarks")]
      + remarks.flatMap { remark in
        let lines = Self.indented(remark.sentence.printableLines, by: 2)
        return remark.isViolation ? lines.map(style.red) : lines
      }
  }

  /// What there is to say of how the port ended, besides that it did so wrongly.
  var endFaultLines: [String] {
    result.endFaults.flatMap { Self.indented(Array($0.printableLines.dropFirst()), by: 2) }
  }

  /// Lines that fit on a terminal, unless a word does not.
  static func indented(_ lines: [String], by count: Int) -> [String] {
    lines.flatMap { (String(repeating: " ", count: count) + $0).wrapped(to: 80) }
  }
}
