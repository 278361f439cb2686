import Conformance
import Diagnosis

extension Report {
  /// The results by rule: where the links of all rules that are named lead to.
  var ruleSection: String {
    let rows = rules.map { rule, tally in
      let alarm = tally.failed > 0 ? #" class="alarm""# : ""
      return "<tr id=\"\(anchor(rule).escapedForMarkup)\"><th>\(rule.id.escapedForMarkup)</th>"
        + "<td class=\"text\">\((rule.title ?? "").escapedForMarkup)</td>"
        + "<td>\(tally.cases)</td><td>\(tally.passed)</td>"
        + "<td\(alarm)>\(tally.failed)</td><td>\(tally.unsupported)</td></tr>"
    }
    return """
      <section>
      <h2 id="rules">Rules</h2>
      <p>As the specification numbers them. A case counts for each rule that it exercises.</p>
      <div class="wide tall"><table>
      <tr><th>rule</th><td class="text">about</td><td>cases</td><td>passed</td><td>failed</td><td>unsupported</td></tr>
      \(rows.joined(separator: "\n"))
      </table></div>
      </section>
      """
  }

  /// The probes that are off, with how far.
  var probeSection: String {
    guard let (heading, probes, more) = farProbes else { return "" }
    let rows = probes.map {
      "<tr><th>\(linked($0.rule.id))</th><td class=\"text\">\($0.title.escapedForMarkup)</td><td>\($0.share)</td></tr>"
    }
    return """
      <div class="wide"><table>
      <tr><th>\(heading)</th><td class="text"></td><td>of the way</td></tr>
      \(rows.joined(separator: "\n"))
      </table></div>
      \(more > 0 ? "<p>And \(more) more.</p>" : "")
      """
  }

  /// A list of lines, in which rules are links; nothing where there are none.
  func list(_ lines: [String]) -> String {
    if lines.isEmpty { return "" }
    let items = lines.map { "<li>\(linked($0.hasPrefix("- ") ? String($0.dropFirst(2)) : $0))</li>" }
    return "<ul>\n\(items.joined(separator: "\n"))\n</ul>"
  }

  /// The text with a link for each rule that the table has.
  func linked(_ text: String) -> String {
    let known = Set(rules.map(\.rule))
    return text.escapedForMarkup.replacing(/R-[A-Z0-9]+(?:-[A-Z0-9]+)*/) { match in
      let rule = Rule(String(match.output))
      return known.contains(rule) ? "<a href=\"#\(anchor(rule))\">\(rule.id)</a>" : rule.id
    }
  }

  private func anchor(_ rule: Rule) -> String { "rule-\(rule.id)" }
}
