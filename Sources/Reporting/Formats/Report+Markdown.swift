import Conformance
import Diagnosis
import Dialects

extension Report {
  /// The report in Markdown, for the summary of a continuous integration run.
  public func markdown() -> String {
    let screen = firstScreen
    var blocks = ["## \(result.port.name.escapedForMarkdown): \(screen.headline.escapedForMarkdown)"]
    if !screen.notes.isEmpty {
      blocks.append(screen.notes.map(Self.item).joined(separator: "\n"))
    }
    blocks += [
      counts.escapedForMarkdown + ".",
      circumstances.map { "- " + $0.escapedForMarkdown }.joined(separator: "\n"),
    ]
    if !remarks.isEmpty {
      blocks.append("### Remarks")
      blocks.append(remarks.map { "- " + $0.sentence.escapedForMarkdown }.joined(separator: "\n"))
    }
    if let (heading, rows, more) = farProbes {
      blocks.append("### Probes" + heading.dropFirst("probes".count))
      blocks.append(table(["rule", "probe", "of the way"], rows.map { [$0.rule.id, $0.title, $0.share] }))
      if more > 0 { blocks.append("And \(more) more.") }
    }
    if !failures.isEmpty {
      let shown = shownFailures.prefix(Self.failureLimit)
      blocks.append("### \(shown.count) of \(failures.count.counted("failure"))")
      blocks.append(
        table(
          ["case", "first difference"],
          shown.map { [$0.result.testCase.id, $0.divergence.description] }
        )
      )
      blocks.append(
        table(
          ["differs first in", "cases"], firstQuantities.map { [$0.quantity.description, "\($0.failures)"] }))
    }
    if let diagnosis, !diagnosis.undecided.isEmpty {
      blocks.append("### Mistakes that its rounding hides")
      blocks.append(
        diagnosis.undecidedItems.map { "- " + String($0.dropFirst(2)).escapedForMarkdown }.joined(
          separator: "\n"))
    }
    if !missing.isEmpty {
      blocks.append("### Unsupported")
      blocks.append(
        table(
          ["feature", "cases", "reason"],
          missing.map { [$0.unsupported.feature, "\($0.cases)", $0.unsupported.reason ?? ""] }
        )
      )
    }
    blocks.append("### By rule")
    blocks.append(
      table(
        ["rules", "cases", "passed", "failed", "unsupported"],
        ruleGroups.map { name, tally in
          [name] + [tally.cases, tally.passed, tally.failed, tally.unsupported].map(String.init)
        }
      )
    )
    return blocks.joined(separator: "\n\n") + "\n"
  }

  /// An item of a list, of one within it if the line says that it is.
  private static func item(_ line: String) -> String {
    line.hasPrefix("- ")
      ? "  - " + String(line.dropFirst(2)).escapedForMarkdown : "- " + line.escapedForMarkdown
  }

  private func table(_ header: [String], _ rows: [[String]]) -> String {
    let ruler = header.map { _ in "---" }
    return ([header, ruler] + rows.map { $0.map(\.escapedForMarkdown) })
      .map { "| " + $0.joined(separator: " | ") + " |" }
      .joined(separator: "\n")
  }
}
