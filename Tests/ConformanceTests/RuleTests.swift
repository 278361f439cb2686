import Testing

@testable import Conformance

@Suite struct RuleTests {
  @Test func aRuleOfTheSpecificationHasATitleAndAPlace() throws {
    let rule: Rule = "R-AMSGRAD-1"
    #expect(rule.title == "the largest velocity")
    #expect(Rule.all[try #require(rule.place)] == rule)
    #expect("\(rule)" == "R-AMSGRAD-1")
  }

  @Test(arguments: [
    ("R-DECAY-1", "DECAY"), ("R-CLIP-NORM-2", "CLIP-NORM"), ("R-ERROR-CLIP", "ERROR-CLIP"), ("R-1", "1"),
    ("R-", "R-"), ("mine", "mine"), ("my-rule-3", "my-rule-3"), ("", ""),
  ])
  func theGroupIsTheNameWithoutTheNumber(id: String, group: String) {
    #expect(Rule(id).group == group)
  }

  @Test func rulesStandInTheOrderOfTheSpecificationAndOthersBehind() {
    let rules: [Rule] = ["R-ZERO-1", "R-BIAS-1", "R-ALPHA-1", "R-ROUND-1", "R-ACCUMULATE-2"]
    #expect(rules.sorted() == ["R-ROUND-1", "R-ACCUMULATE-2", "R-BIAS-1", "R-ALPHA-1", "R-ZERO-1"])
    #expect(Rule("R-ZERO-1").title == nil)
  }
}
