import Conformance

extension Report {
  /// The report in Markdown, for the summary of a continuous integration run.
  public func markdown() -> String {
    var blocks = [
      "## \(result.port.name.escapedForMarkdown): \(outcomeInWords.escapedForMarkdown)",
      counts.escapedForMarkdown + ".",
      circumstances.map { "- " + $0.escapedForMarkdown }.joined(separator: "\n"),
    ]
    if !remarks.isEmpty {
      blocks.append("### Remarks")
      blocks.append(remarks.map { "- " + $0.sentence.escapedForMarkdown }.joined(separator: "\n"))
    }
    if !failures.isEmpty {
      let shown = failures.prefix(Self.failureLimit)
      blocks.append("### The first \(shown.count) of \(failures.count) failures")
      blocks.append(
        table(
          ["case", "first difference"],
          shown.map { [$0.result.testCase.id, $0.divergence.description] }
        )
      )
      blocks += [suspicion, firstTraced].compactMap { $0.map { $0.escapedForMarkdown + "." } }
      blocks.append(
        table(
          ["differs first in", "cases"], firstQuantities.map { [$0.quantity.description, "\($0.failures)"] }))
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

  private func table(_ header: [String], _ rows: [[String]]) -> String {
    let ruler = header.map { _ in "---" }
    return ([header, ruler] + rows.map { $0.map(\.escapedForMarkdown) })
      .map { "| " + $0.joined(separator: " | ") + " |" }
      .joined(separator: "\n")
  }
}
