public import Conformance

extension SuiteResult {
  /// What is wrong with the port; nil if it could run none of the cases.
  ///
  /// A port that is right costs nothing.
  public func diagnosis() -> Diagnosis? {
    let judged = results.filter { if case .unsupported = $0.judgement.verdict { false } else { true } }
    if judged.isEmpty { return nil }
    // What differs within a budget has passed, and has its reply.
    let isEqual = judged.allSatisfy { $0.judgement.verdict == .passed && $0.reply == nil }
    if isEqual { return Diagnosis(equalIn: judged.count, probes: judged.count(where: \.testCase.isProbe)) }
    return Diagnosis(of: judged)
  }
}

extension Diagnosis {
  /// What there is to say of a port that is equal in every bit, without looking at its answers.
  fileprivate init(equalIn cases: Int, probes: Int) {
    self.init(
      level: .bits, findings: [], partial: [], dialect: nil, cases: cases, differing: 0, unexplained: [],
      largestShare: 0, nearest: nil, undecided: [], refusals: Refusals(refused: [], taken: [], message: nil),
      errors: 0, probes: [], probesJudged: probes, example: nil)
  }
}
