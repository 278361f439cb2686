import Conformance

extension Report {
  /// The report in the XML that JUnit made common: one suite for each file, one test for each case.
  ///
  /// Cases that failed as expected count as skipped, with the difference as the reason.
  public func junit() -> String {
    let tally = result.tally
    let problems = check.problems + result.endFaults
    let (violations, notes) = (remarks.filter(\.isViolation), remarks.filter { !$0.isViolation })
    let verdicts = outcome == .differs ? [verdict].compactMap(\.self) : []
    let whole =
      verdicts.map { ("failure", $0) } + problems.map { ("error", $0) }
      + violations.map { ("failure", $0.sentence) }
      + notes.map { ("skipped", $0.sentence) }
    let faults = failures.count { $0.divergence.isFault }
    let name = "adamw \(result.port.name) \(result.port.version)".escapedForMarkup
    var lines = [
      #"<?xml version="1.0" encoding="UTF-8"?>"#,
      """
      <testsuites name="\(name)" tests="\(tally.cases + whole.count)" \
      failures="\(failures.count - faults + violations.count + verdicts.count)" \
      errors="\(faults + problems.count)" time="\(duration.seconds.hundredths)">
      """,
    ]
    for file in files {
      let results = result.results.filter { $0.file == file.name }
      lines.append(#"  <testsuite name="\#(file.name.escapedForMarkup)" tests="\#(results.count)">"#)
      lines += results.map(testCase)
      lines.append("  </testsuite>")
    }
    if !whole.isEmpty {
      lines.append(#"  <testsuite name="the run as a whole" tests="\#(whole.count)">"#)
      lines += whole.map { kind, text in
        let lines = text.printableLines
        let first = lines.first ?? ""
        return element(kind, of: "run", name: first, message: first, lines.dropFirst())
      }
      lines.append("  </testsuite>")
    }
    return (lines + ["</testsuites>"]).joined(separator: "\n") + "\n"
  }

  private func testCase(_ result: CaseResult) -> String {
    let file = result.file.split(separator: ".").first.map(String.init) ?? result.file
    switch result.judgement.verdict {
    case .passed:
      return
        #"    <testcase classname="\#(file.escapedForMarkup)" name="\#(result.testCase.id.escapedForMarkup)"/>"#
    case .failed(let divergence):
      let isExpected = check.expected.contains(result.testCase.id)
      let kind = isExpected ? "skipped" : divergence.isFault ? "error" : "failure"
      return element(
        kind, of: file, name: result.testCase.id, message: divergence.description, divergence.details[...])
    case .unsupported(let missing):
      let message = "unsupported: \(missing.feature)\(missing.reason.map { ", \($0)" } ?? "")"
      return element("skipped", of: file, name: result.testCase.id, message: message)
    }
  }

  private func element(
    _ kind: String, of file: String, name: String, message: String, _ details: ArraySlice<String> = []
  ) -> String {
    let text = details.map(\.escapedForMarkup).joined(separator: "\n")
    return """
          <testcase classname="\(file.escapedForMarkup)" name="\(name.escapedForMarkup)">\
      <\(kind) message="\(message.escapedForMarkup)"\(text.isEmpty ? "/>" : ">\(text)</\(kind)>")</testcase>
      """
  }
}
