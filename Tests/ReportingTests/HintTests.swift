import Testing

@testable import Conformance
import ConformanceSamples
@testable import Reporting

/// What a report says of where the mistake may be.
@Suite struct HintTests {
  private static func texts(_ report: Report) -> [String] {
    [report.text(style: TextStyle(hasColor: false)), report.markdown(), report.html()]
  }

  // MARK: Quantities

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
    #expect(line() == "first traced difference: update, in all 2 failures with a trace")
    #expect(
      line(Judged(rules: [], differs: .variable, hasTrace: true))
        == "first traced difference: update, in 2 of 3 failures with a trace")
    for text in Self.texts(Judged.report(on: Self.failures)) {
      #expect(text.contains("first traced difference: update, in all 2 failures with a trace"))
    }
    let alone = Judged(rules: [], differs: .traced(.norm), hasTrace: true)
    #expect(
      Judged.report(on: [alone]).firstTraced == "first traced difference: norm, in the failure with a trace")
    #expect(Judged.report(on: Array(Self.failures.prefix(5))).firstTraced == nil)
  }

  // MARK: Rules

  /// Failures that have all rules, and six passed cases for each that has some.
  private static func report(passed: [[Rule]]) -> Report {
    let failed = (0..<3).map { _ in Judged(rules: ["R-A-1", "R-B-1", "R-C-1"], differs: .variable) }
    return Judged.report(
      on: failed + (passed + passed + passed).flatMap { [Judged(rules: $0), Judged(rules: $0)] })
  }

  @Test func twoRulesThatAreRareTogetherAreNamed() {
    let apart: [[Rule]] = [
      ["R-A-1"], ["R-A-1"], ["R-B-1"], ["R-B-1"], ["R-C-1", "R-A-1"], ["R-C-1", "R-B-1"],
    ]
    let none = Self.report(passed: apart)
    #expect(
      none.suspicion
        == "rules in all 3 failures, and in the fewest passed cases (12): R-C-1; together in none: R-A-1 with R-B-1"
    )
    let few = Self.report(passed: apart + [["R-A-1", "R-B-1", "R-C-1"], ["R-C-1"]])
    #expect(
      few.suspicion?.hasSuffix("(24): R-A-1, R-B-1, R-C-1; together in only 6: R-A-1 with R-B-1") == true)
    for text in Self.texts(none) {
      #expect(text.replacing("\\", with: "").contains("together in none: R-A-1 with R-B-1"))
    }
  }

  @Test func rulesThatTheSameCasesHaveStandTogether() {
    let failed = [Judged(rules: ["R-A-1", "R-B-1", "R-B-2"], differs: .variable)]
    let passed = (0..<24).map { Judged(rules: $0 < 12 ? ["R-A-1"] : ["R-B-1", "R-B-2"]) }
    let pair = Judged.report(on: failed + passed).suspects?.pair
    #expect(pair?.description == "together in none: R-A-1 with one of R-B-1, R-B-2")
  }

  @Test func twoRulesThatSayNoMoreThanOneAreNot() {
    let nested = Self.report(
      passed: [["R-A-1", "R-B-1"], ["R-B-1", "R-C-1"]] + [
        ["R-A-1", "R-B-1", "R-C-1"], ["R-A-1", "R-B-1", "R-C-1"],
      ])
    #expect(nested.suspicion?.contains("together") == false)
    let telling = Self.report(passed: [["R-A-1"], ["R-B-1"]])
    #expect(telling.suspicion == "rules in all 3 failures, and in no passed case: R-C-1")
  }

  @Test func aNewExpectationHasTheLikeliestRule() {
    func rules(_ failed: [[Rule]], passed: [[Rule]]) -> [Rule?] {
      let report = Judged.report(
        on: failed.map { Judged(rules: $0, differs: .variable) } + passed.map { Judged(rules: $0) })
      return report.failures.map { report.likelyRule()($0.result.testCase) }
    }
    // The one that all failures share, and not most other cases too, or else the rarest.
    #expect(rules([["R-A-1", "R-B-1"], ["R-C-1", "R-B-1"]], passed: []) == ["R-B-1", "R-B-1"])
    #expect(rules([["R-A-1", "R-B-1"], ["R-C-1", "R-B-1"]], passed: [["R-B-1"]]) == ["R-A-1", "R-C-1"])
    #expect(rules([["R-A-1", "R-B-1"], ["R-C-1"]], passed: [["R-A-1"]]) == ["R-B-1", "R-C-1"])
  }
}
