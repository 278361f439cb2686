import Dialects
import Foundation
import Testing

@testable import Conformance
@testable import Diagnosis
@testable import Reporting

/// What a reader sees first, to the letter.
@Suite struct FirstScreenTests {
  /// The beginning of a text, up to the failures, without how much was compared.
  private static func screen(_ report: Report) -> String {
    let text = report.text(style: TextStyle(hasColor: false))
    return text.components(separatedBy: "\n\nfailures\n")[0].replacing(
      "\nfake 1 (Swift) against none, bit for bit: 0 values compared, 0 elements", with: "")
  }

  @Test func aPortThatOnlyRoundsDifferentlyFollowsTheRules() {
    let diagnosis = Diagnosis.sample(
      .rules, findings: [.sample(.decayAsOneFactor, 1, isExact: true)],
      nearest: Diagnosis.Nearest(mistake: .globalNormPlusEpsilon, times: 14.5), undecided: [.normPlusEpsilon])
    #expect(
      Self.screen(Judged.report(on: Judged.oneRounded, diagnosis: diagnosis)) == """
        follows every rule, and rounds differently: 2 of 3 cases differ, by at most 2e-5
          of the way
          equal in every bit with one change: the weight decay is one factor, 1 - lr *
            wd (R-DECAY-1: the decay)
          nearest known mistake: 1e-6 is added to the global norm (R-CLIP-GLOBAL-1:
            global_clipnorm), 14 times farther away than its rounding may be
          1 known mistake cannot be told apart from its rounding (named below)

        1 of 3 cases passed, 2 failed, 0 unsupported, in 0.00 s
        """)
  }

  @Test func oneMistakeIsNamedOnTheFirstLine() {
    let diagnosis = Diagnosis.sample(
      .broken, findings: [.sample(.decayAfterUpdate, 2)], largestShare: 1.2e-5, probes: [.sample],
      example: .sample)
    #expect(
      Self.screen(Judged.report(on: Judged.oneRounded, diagnosis: diagnosis)) == """
        breaks one rule: the weight decay comes after the update, on the updated weight
          (R-DECAY-2: when, and which)
          explains 2 of 2 differing cases; without it the port follows the rules, off by
            at most 2e-5 of the way that Keras moves a weight
          also seen in transformers 4.46, ONNX 1.23, thinc 9.1, bitsandbytes' CUDA
            kernels
          for example core-float32/plain, step 1, kernel[0]: Keras 0.35616368, the port
            0.35519916, with this mistake 0.35519916
          'adamw explain core-float32/plain --step 1 -- ...' shows them side by side

        1 of 3 cases passed, 2 failed, 0 unsupported, in 0.00 s

        probes off by more than its rounding (1 of 31)  of the way
          R-DECAY-2  strong decay                            110 %
        """)
  }

  @Test func whatTheMistakeLeavesIsSaidBesideIt() {
    let diagnosis = Diagnosis.sample(
      .broken, differing: 8, findings: [.sample(.epsilonInsideRoot, 1, of: 8)], unexplained: ["sample/1"],
      undecidable: 3, largestShare: 1.2e-5,
      refusals: Diagnosis.Refusals(refused: ["sample/8"], taken: [], message: "no"), errors: 1)
    #expect(
      Self.screen(Judged.report(on: Judged.oneRounded, diagnosis: diagnosis)).hasPrefix(
        """
        breaks one rule: epsilon is added inside the root (R-UPDATE-1: the update)
          explains 1 of 8 differing cases; 2 more differ by rounding alone, at most 2e-5
            of the way that Keras moves a weight; in 3 rounding decides all
          1 case stays unexplained, as sample/1
          1 case refused that Keras takes, as sample/8: no
          1 case answered with an error of the port's own
        """))
  }

  @Test func severalMistakesAreListed() {
    let diagnosis = Diagnosis.sample(
      .broken,
      findings: [
        .sample(.decayAfterUpdate, 2, isExact: true), .sample(.epsilonInsideRoot, 1, isExact: true),
        .sample(.momentsFused, 2, isExact: true),
      ],
      dialects: NamedDialect.all.filter { $0.id == "torch" }, example: .sample)
    #expect(
      Self.screen(Judged.report(on: Judged.oneRounded, diagnosis: diagnosis)) == """
        breaks 2 rules: R-DECAY-2, R-UPDATE-1
          - the weight decay comes after the update, on the updated weight (R-DECAY-2:
            when, and which), in 2 of 2 differing cases
          - epsilon is added inside the root (R-UPDATE-1: the update), in 1 of 2
            differing cases
          equals, bit for bit in all 3 cases, AdamW with them and the roundings below
          - rounded differently: moments are computed with fused multiply-add
            (R-ROUND-1: each operation rounds once)
          the same rules as in PyTorch's AdamW 2.13.0
          for example core-float32/plain, step 1, kernel[0]: Keras 0.35616368, the port
            0.35519916
          'adamw explain core-float32/plain --step 1 -- ...' shows them side by side

        1 of 3 cases passed, 2 failed, 0 unsupported, in 0.00 s
        """)
  }

  @Test func whereRoundingDecidesAllNothingIsSaid() {
    let diagnosis = Diagnosis.sample(.unexplained, undecidable: 2)
    #expect(
      Self.screen(Judged.report(on: Judged.oneRounded, diagnosis: diagnosis)).hasPrefix(
        """
        differs, and nothing can be said of it: rounding decides all in 2 of 2 differing
          cases
        """))
  }

  @Test func whatIsNotExplainedIsNotSaidToHaveACause() {
    let diagnosis = Diagnosis.sample(
      .unexplained, differing: 5, partial: [.sample(.decayAfterUpdate, 1)], unexplained: ["sample/1"],
      refusals: Diagnosis.Refusals(refused: ["sample/8"], taken: ["sample/9"], message: "no"), errors: 1,
      example: .sample)
    #expect(
      Self.screen(Judged.report(on: Judged.oneRounded, diagnosis: diagnosis)) == """
        differs, and none of the known mistakes explains it: 4 of 6 differing cases stay
          unexplained
          the other 2 differing cases: the weight decay comes after the update, on the
            updated weight (R-DECAY-2: when, and which)
          1 case refused that Keras takes, as sample/8: no
          1 case taken that Keras refuses, as sample/9
          1 case answered with an error of the port's own
          for example core-float32/plain, step 1, kernel[0]: Keras 0.35616368, the port
            0.35519916
          'adamw explain core-float32/plain --step 1 -- ...' shows them side by side

        1 of 3 cases passed, 2 failed, 0 unsupported, in 0.00 s
        """)
  }

  @Test func withoutADiagnosisNoneIsMadeUp() {
    let screen = Self.screen(Judged.report(on: Judged.oneRounded))
    #expect(screen.hasPrefix("does not conform: 1 of 3 cases passed, 2 failed, 0 unsupported, in 0.00 s\n"))
    #expect(
      screen.hasSuffix(
        """

          not diagnosed, without the port's replies: 'adamw diagnose -- ...' says what
            is wrong
        """))
  }

  @Test func whatNoKnownArithmeticGivesIsNoRounding() {
    for drift in [Drift(event: 0, ulps: nil), Drift(event: 0, ulps: 1 << 22, share: 0.6)] {
      let cases = [Judged(rules: []), Judged(rules: [], drift: drift)]
      let unlike = Diagnosis.sample(.rules, unlike: ["sample/1"])
      let report = Judged.report(on: cases, diagnosis: unlike, requiring: .rules)
      #expect(report.outcome == .differs)
      #expect(Self.screen(report).hasPrefix("does not conform: 1 of 2 cases passed"))
      #expect(
        Judged.report(on: cases, diagnosis: .sample(.rules), requiring: .rules).outcome == .follows)
    }
  }

  @Test func anErrorOfThePortsOwnIsAFailureOfThatCaseAlone() {
    let cases = [Judged(rules: [], drift: .rounding), Judged(rules: [], error: "division by zero")]
    let report = Judged.report(on: cases, diagnosis: .sample(.rules, errors: 1), requiring: .rules)
    #expect(report.outcome == .differs)
    #expect(
      Self.screen(report).hasPrefix(
        """
        does not conform: 0 of 2 cases passed, 2 failed, 0 unsupported, in 0.00 s
          1 case answered with an error of the port's own, as sample/1, error: expected
            values, got the refusal internal (division by zero)
          besides, it follows every rule, and rounds differently: 2 of 3 cases differ,
            by at most 2e-5 of the way
        """))
  }

  @Test func failuresThatShowABrokenRuleComeFirst() {
    let cases = ["R-UPDATE-1", "R-DECAY-1", "R-UPDATE-1", "R-DECAY-1"].map {
      Judged(rules: [$0], drift: .rounding)
    }
    func shown(_ diagnosis: Diagnosis?) -> [String] {
      Judged.report(on: cases, diagnosis: diagnosis).shownFailures.map(\.result.testCase.id)
    }
    let all = (0...3).map { "sample/\($0)" }
    #expect(shown(nil) == all)
    #expect(shown(.sample(.rules)) == all)
    let broken = [Diagnosis.Finding.sample(.decayDoubled, 2)]
    #expect(shown(.sample(.broken, findings: broken)) == ["sample/1", "sample/3", "sample/0", "sample/2"])
    #expect(
      shown(.sample(.broken, findings: broken, unexplained: ["sample/2"]))
        == ["sample/2", "sample/1", "sample/3", "sample/0"])
  }

  @Test func theLevelDecidesOverTheOutcome() {
    func outcome(_ level: Diagnosis.Level, requiring requirement: Report.Requirement) -> Outcome {
      Judged.report(on: Judged.oneRounded, diagnosis: .sample(level), requiring: requirement).outcome
    }
    #expect(outcome(.rules, requiring: .bits) == .differs)
    #expect(outcome(.rules, requiring: .rules) == .follows)
    #expect(outcome(.broken, requiring: .rules) == .differs)
    #expect(outcome(.unexplained, requiring: .rules) == .differs)
    // What a budget passes over is still a broken rule.
    let passed = Judged.report(on: [Judged(rules: [])], diagnosis: .sample(.broken), requiring: .rules)
    #expect(passed.outcome == .differs)
    #expect(
      Judged.report(on: [Judged(rules: [])], diagnosis: .sample(.bits), requiring: .rules).outcome
        == .conforms)
  }

  @Test func whatIsMoreThanNumbersIsNoRounding() {
    let cases = Judged.oneRounded + [Judged(rules: [], differs: .variable)]
    let report = Judged.report(on: cases, diagnosis: .sample(.rules), requiring: .rules)
    #expect(report.outcome == .differs)
    #expect(
      Self.screen(report) == """
        does not conform: 1 of 4 cases passed, 3 failed, 0 unsupported, in 0.00 s
          1 case differs by more than rounding, and nothing is known of why, as
            sample/3, expected a value, got none
          besides, it follows every rule, and rounds differently: 2 of 3 cases differ,
            by at most 2e-5 of the way
        """)
  }

  @Test func noLineIsLongerThanATerminal() {
    for level in Diagnosis.Level.allCases {
      let diagnosis = Diagnosis.sample(
        level, findings: level == .broken ? [.sample(.decayAfterUpdate, 2)] : [],
        undecided: Mistake.allCases, probes: [.sample], example: .sample)
      let text = Judged.report(on: Judged.oneRounded, diagnosis: diagnosis).text(
        style: TextStyle(hasColor: false))
      #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }
  }

  @Test func sharesAreRoundedUp() {
    let shares = [0, 1.01e-7, 9.1e-6, 0.0014, 0.02, 0.44, 1.1, 12, .infinity, .nan]
    #expect(
      shares.map(\.shareAtMost) == [
        "0", "2e-7", "1e-5", "0.14 %", "2 %", "44 %", "110 %", "12 times", "no number", "no number",
      ])
    #expect(1.01e-7.shareAbout == "1e-7")
  }
}
