import Conformance
import Diagnosis
import Dialects

extension Report {
  /// The number of probes that the text and the pages list.
  static let probeLimit = 12
  private static let titleWidth = 43

  /// The probes that are off, the farthest first; nil if there are none.
  var farProbes: (heading: String, rows: [(rule: Rule, title: String, share: String)], more: Int)? {
    guard let diagnosis, !diagnosis.probes.isEmpty else { return nil }
    let rows = diagnosis.probes.prefix(Self.probeLimit).map { probe in
      (rule: probe.rules.first ?? Rule(""), title: probe.title.printable, share: probe.share.shareAbout)
    }
    return (
      "probes off by more than its rounding (\(diagnosis.probes.count) of \(diagnosis.probesJudged))",
      Array(rows),
      diagnosis.probes.count - rows.count
    )
  }

  func probeLines(style: TextStyle) -> [String]? {
    guard let (heading, rows, more) = farProbes else { return nil }
    let idWidth = rows.map(\.rule.id.count).max() ?? 0
    var table = TextTable(header: [heading, "of the way"])
    for (rule, title, share) in rows {
      let id = rule.id.padded(to: idWidth)
      table.append(
        ["  \(id)  \(title.shortened(to: Self.titleWidth))", share].map { TextTable.Cell(text: $0) })
    }
    return table.lines(style: style) + (more > 0 ? ["  and \(more) more"] : [])
  }

  func undecidedLines(of diagnosis: Diagnosis) -> [String] {
    ["mistakes that its rounding hides"]
      + diagnosis.undecidedItems.flatMap { "  \($0.dropFirst(2))".wrapped(to: Self.width, hanging: 2) }
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - count))
  }

  fileprivate func shortened(to width: Int) -> String {
    count <= width ? self : prefix(width - 3) + "..."
  }
}
