import Testing

@testable import Conformance
import ConformanceSamples
@testable import Reporting

/// What a report says of where the mistake may be.
@Suite struct HintTests {
  private static func texts(_ report: Report) -> [String] {
    [report.text(style: TextStyle(hasColor: false)), report.markdown(), report.html()]
  }

  private static let failures =
    [Judged(rules: ["R-UPDATE-1"])]
    + (0..<12).map { _ in Judged(rules: ["R-UPDATE-1"], differs: .variable) }
    + (0..<2).map { _ in Judged(rules: ["R-UPDATE-1"], differs: .traced(.update), hasTrace: true) }

  @Test func theQuantitiesThatDifferFirstAreCounted() {
    let report = Judged.report(on: Self.failures)
    let texts = Self.texts(report)
    #expect(
      texts[0].contains("\n\ndiffers first in  cases\nvariable             12\ntrace.update          2\n\n"))
    #expect(
      texts[1].contains(
        "| differs first in | cases |\n| --- | --- |\n| variable | 12 |\n| trace.update | 2 |\n"))
    #expect(
      texts[2].contains("<tr><th>variable</th><td>12</td></tr>\n<tr><th>trace.update</th><td>2</td></tr>"))
    for text in Self.texts(Judged.report(on: [Judged(rules: [])])) {
      #expect(!text.contains("differs first in"))
    }
  }

  @Test func theFirstTracedDifferenceIsNamed() {
    func line(_ more: Judged...) -> String? { Judged.report(on: Self.failures + more).firstTraced }
    #expect(line() == "first computed otherwise: update, in all 2 failures with a trace")
    #expect(
      line(Judged(rules: [], differs: .variable, hasTrace: true))
        == "first computed otherwise: update, in 2 of 3 failures with a trace")
    for text in Self.texts(Judged.report(on: Self.failures)) {
      #expect(text.contains("first computed otherwise: update, in all 2 failures with a trace"))
    }
    let alone = Judged(rules: [], differs: .traced(.norm), hasTrace: true)
    #expect(
      Judged.report(on: [alone]).firstTraced == "first computed otherwise: norm, in the failure with a trace")
    #expect(Judged.report(on: Array(Self.failures.prefix(5))).firstTraced == nil)
  }
}
