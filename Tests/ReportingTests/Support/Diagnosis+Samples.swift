import Dialects

@testable import Conformance
@testable import Diagnosis
@testable import Reporting

extension Diagnosis {
  /// What might be found in ``Judged/oneRounded``.
  static func sample(
    _ level: Level, differing: Int = 2, findings: [Finding] = [], partial: [Finding] = [],
    dialects: [NamedDialect] = [],
    unexplained: [String] = [], undecidable: Int = 0, unlike: [String] = [], largestShare: Double = 0,
    nearest: Nearest? = nil,
    undecided: [Mistake] = [],
    refusals: Refusals = Refusals(refused: [], taken: [], message: nil), errors: Int = 0,
    probes: [Probe] = [],
    example: Example? = nil
  ) -> Diagnosis {
    Diagnosis(
      level: level, findings: findings, partial: partial, dialects: dialects, cases: 3,
      differing: level == .bits ? 0 : differing, unexplained: unexplained,
      undecidable: undecidable, unlike: unlike, largestShare: largestShare,
      nearest: nearest,
      undecided: undecided, refusals: refusals, errors: errors, probes: probes, probesJudged: 31,
      example: example)
  }
}

extension Diagnosis.Finding {
  static func sample(_ mistake: Mistake, _ explained: Int, of differing: Int = 2, isExact: Bool = false)
    -> Self
  {
    Self(mistake: mistake, explained: explained, of: differing, isExact: isExact)
  }
}

extension Diagnosis.Probe {
  static let sample = Self(
    id: "probes/strong-decay", rules: ["R-DECAY-2"], title: "strong decay", share: 1.1, ulps: 1 << 20)
  static let sampleWithNaN = Self(id: "probes/nan", rules: ["R-DECAY-2"], title: "NaN", share: 1e6, ulps: nil)
}

extension Diagnosis.Example {
  static let sample = Self(
    testCase: "core-float32/plain", event: 0, step: 1, variable: "kernel", element: 0, expected: 0.35616368,
    actual: 0.35519916, predicted: 0.35519915, dtype: .float32)
}

extension Judged {
  /// A case that passed, and two that differ by little.
  static let oneRounded = [
    Judged(rules: ["R-UPDATE-1", "R-DECAY-2"]), Judged(rules: ["R-DECAY-2"], drift: .rounding),
    Judged(rules: ["R-DECAY-2"], drift: .rounding),
  ]
}

extension Drift {
  static let rounding = Drift(event: 0, ulps: 1, share: 1.65e-5)
}
