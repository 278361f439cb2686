public import Conformance
import Diagnosis

extension Report {
  /// The number of failures that the text describes.
  static let failureLimit = 3
  /// The width of the lines that can be wrapped.
  static let width = 80

  /// The report for a terminal or a log: the verdict and its reason first, then what shows it, then tables.
  public func text(style: TextStyle) -> String {
    var blocks = [firstLines(style: style)]
    if !remarks.isEmpty { blocks.append(remarkLines(style: style)) }
    if isDiagnosed { blocks.append(circumstanceLines) }
    if let lines = probeLines(style: style) { blocks.append(lines) }
    if !failures.isEmpty { blocks += [failureLines(style: style), firstQuantityLines(style: style)] }
    if let diagnosis, !diagnosis.undecided.isEmpty { blocks.append(undecidedLines(of: diagnosis)) }
    if !missing.isEmpty { blocks.append(missingLines) }
    blocks.append(table("file", files, style: style))
    if !ruleGroups.isEmpty { blocks.append(table("rules", ruleGroups, style: style)) }
    return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  /// The verdict, its reason, the circumstances and what the port lacks, without colours.
  public var summary: String {
    let lacks = missing.isEmpty ? [] : missingLines
    let lines = firstLines(style: TextStyle(hasColor: false)) + (isDiagnosed ? circumstanceLines : [])
    return (lines + lacks).joined(separator: "\n")
  }

  /// The verdict with its reason and, where the reason is not the diagnosis, the circumstances.
  private func firstLines(style: TextStyle) -> [String] {
    let screen = firstScreen
    let headline = isDiagnosed ? screen.headline : "\(screen.headline): \(counts)"
    var lines = headline.wrapped(to: Self.width, hanging: 2)
    let words = lines[0].prefix { $0 != ":" }
    lines[0] = paint(style, style.bold(String(words))) + lines[0].dropFirst(words.count)
    let notes = screen.notes.flatMap { "  \($0)".wrapped(to: Self.width, hanging: 2) }
    return lines + notes + (isDiagnosed ? [] : circumstanceLines)
  }

  private func paint(_ style: TextStyle, _ words: String) -> String {
    if outcome.isSuccess { return style.green(words) }
    return outcome == .differs && followsRules ? style.yellow(words) : style.red(words)
  }

  private var circumstanceLines: [String] {
    ((isDiagnosed ? [counts] : []) + circumstances).flatMap { $0.wrapped(to: Self.width, hanging: 2) }
      + endFaultLines
  }

  private func failureLines(style: TextStyle) -> [String] {
    let shown = shownFailures.prefix(Self.failureLimit)
    var told: Set<[String]> = []
    let heading =
      shown.count < failures.count ? "\(shown.count) of \(failures.count) failures" : "failures"
    return [style.bold(heading)]
      + shown.flatMap { result, divergence in
        ["  \(style.red(result.testCase.id)) (\(result.file))"]
          + "    \(divergence)".wrapped(to: Self.width, hanging: 2)
          + (told.insert(divergence.details).inserted ? Self.indented(divergence.details, by: 6) : [])
      }
  }

  private func firstQuantityLines(style: TextStyle) -> [String] {
    var table = TextTable(header: ["differs first in", "cases"])
    for (quantity, failures) in firstQuantities {
      table.append([quantity.description, "\(failures)"].map { TextTable.Cell(text: $0) })
    }
    return table.lines(style: style)
  }

  private var missingLines: [String] {
    ["unsupported"]
      + missing.map { unsupported, cases in
        let details = [unsupported.reason, unsupported.issue].compactMap { $0?.printable }
        return "  \(unsupported.feature.printable): \(cases.counted("case"))"
          + (details.isEmpty ? "" : " (\(details.joined(separator: ", ")))")
      }
  }

  private func table(_ title: String, _ rows: [(name: String, tally: Tally)], style: TextStyle) -> [String] {
    var table = TextTable(header: [title, "cases", "passed", "failed", "unsupported"])
    for (name, tally) in rows {
      table.append([
        TextTable.Cell(text: name.printable),
        TextTable.Cell(text: "\(tally.cases)"),
        TextTable.Cell(text: "\(tally.passed)"),
        TextTable.Cell(text: "\(tally.failed)", isAlarm: tally.failed > 0),
        TextTable.Cell(text: "\(tally.unsupported)"),
      ])
    }
    return table.lines(style: style)
  }
}
