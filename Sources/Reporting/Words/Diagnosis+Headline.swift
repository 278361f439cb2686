import Conformance
import Diagnosis
import Dialects

extension Diagnosis {
  /// The verdict and its reason in a line, without the full stop, of a port that is at most so far from Keras: which is
  /// not said where it is all the way, as where a number overflows to some and not to others.
  func headline(atMost share: Double) -> String {
    switch level {
    case .bits: "equals Keras in every bit: \(cases.counted("case"))"
    case .rules:
      """
      follows every rule, and rounds differently: \(differing) of \(cases.counted("case")) \
      \(differing == 1 ? "differs" : "differ")\(share < 1 ? ", by at most \(share.shareAtMost) of the way" : "")
      """
    case .broken: brokenHeadline
    case .unexplained where left == 0:
      """
      differs, and nothing can be said of it: rounding decides all in \(undecidable) of \(allDiffering) differing \
      \(allDiffering == 1 ? "case" : "cases")
      """
    case .unexplained:
      """
      differs, and none of the known mistakes explains it: \(left) of \(allDiffering) differing \
      \(allDiffering == 1 ? "case stays" : "cases stay") unexplained
      """
    }
  }

  private var brokenHeadline: String {
    let mistakes = brokenRules
    if mistakes.count == 1 { return "breaks one rule: \(mistakes[0].inWords)" }
    var seen: Set<Rule> = []
    let rules = mistakes.map(\.rule).filter { seen.insert($0).inserted }
    let count = rules.count == 1 ? "one rule" : "\(rules.count) rules"
    let by = rules.count == mistakes.count ? "" : " by \(mistakes.count) mistakes"
    return "breaks \(count)\(by): \(rules.map(\.id).joined(separator: ", "))"
  }

  /// The mistakes that are more than other bits.
  var brokenRules: [Finding] { findings.filter { !$0.isRounding } }

  /// What is rounded otherwise than Keras does it.
  var roundings: [Finding] { findings.filter(\.isRounding) }

  /// How many cases differ, with those that have no numbers.
  var allDiffering: Int { differing + errors }

  /// How many of them nothing explains.
  var left: Int { unexplained.count + refusals.refused.count + refusals.taken.count + errors }
}

extension Diagnosis.Finding {
  /// The rule that the mistake is about.
  var rule: Rule { mistake.rule }

  /// What is wrong, and against which rule.
  var inWords: String { mistake.inWords }
}

extension Mistake {
  /// The rule that the mistake is about.
  var rule: Rule { description.rules[0] }

  /// What is wrong, and against which rule.
  var inWords: String { "\(description.says) (\(rule.idAndTitle))" }
}

extension Rule {
  /// The id and what the rule is about, as in `R-AMSGRAD-1: the largest velocity`.
  var idAndTitle: String { id.printable + (title.map { ": \($0)" } ?? "") }
}
