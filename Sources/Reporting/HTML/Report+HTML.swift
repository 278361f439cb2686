import Conformance

extension Report {
  /// The report as one page, which needs no server and asks the network for nothing.
  ///
  /// It can be read without a script; with one it can be searched and walked through by keys. The page is
  /// well-formed XML as well. What the port says of itself, and all that was answered, is escaped.
  public func html() -> String {
    let marks = result.results.map {
      CaseMark($0.judgement, isExpected: check.expected.contains($0.testCase.id))
    }
    let title = "\(result.port.name): \(firstScreen.headline)".escapedForMarkup
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
      script-src 'unsafe-inline'"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <title>\(title)</title>
      <style>\(Self.pageStyle)</style>
      </head>
      <body>
      \(header)
      <main>
      \(ruleSection)
      \(caseSection(marks))
      \(failureSection(marks))
      \(missingSection)
      </main>
      <script>\(Self.pageScript)</script>
      </body>
      </html>

      """
  }

  private var header: String {
    let screen = firstScreen
    return """
      <header class="\(outcome.isSuccess ? "good" : "bad")">
      <h1><span aria-hidden="true">\(outcome.isSuccess ? "✓" : "✗")</span> \(linked(screen.headline))</h1>
      \(list(screen.notes + (diagnosis?.undecidedItems ?? [])))
      \(remarkList)
      <p>\(counts.escapedForMarkup)</p>
      \(list(circumstances))
      \(probeSection)
      \(firstFailure)
      </header>
      """
  }

  private var remarkList: String {
    if remarks.isEmpty { return "" }
    return """
      <p>Remarks:</p>
      \(list(remarks.map(\.sentence)))
      """
  }

  /// What differs first, which a reader with one mistake to find wants most.
  private var firstFailure: String {
    guard let (failed, divergence) = shownFailures.first,
      let place = result.results.firstIndex(where: { $0.testCase.id == failed.testCase.id })
    else { return "" }
    return """
      <p>First: <a href="#d\(place)">\(failed.testCase.id.escapedForMarkup)</a>, \
      \(divergence.description.escapedForMarkup)</p>
      """
  }

  private var missingSection: String {
    if missing.isEmpty { return "" }
    let rows = missing.map { unsupported, cases in
      let details = [unsupported.reason, unsupported.issue].compactMap { $0?.excerpt }.joined(separator: ", ")
      return
        "<tr><th>\(unsupported.feature.excerpt.escapedForMarkup)</th><td>\(cases)</td>"
        + "<td class=\"text\">\(details.escapedForMarkup)</td></tr>"
    }
    return """
      <section>
      <h2 id="unsupported">Unsupported</h2>
      <div class="wide"><table>
      <tr><th>feature</th><td>cases</td><td class="text">reason</td></tr>
      \(rows.joined(separator: "\n"))
      </table></div>
      </section>
      """
  }
}
