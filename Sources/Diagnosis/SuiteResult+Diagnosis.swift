public import Conformance

extension SuiteResult {
  /// What is wrong with the port; nil if it could run none of the cases.
  ///
  /// A port that is right costs nothing.
  ///
  /// - Parameters:
  ///   - profile: Where Keras ran the cases.
  ///   - probesOnly: Whether only probes are looked at, if some ran: the others take long where this package is not
  ///     optimised.
  /// - Returns: The diagnosis; nil if nothing was judged.
  public func diagnosis(in profile: Profile = .eager, probesOnly: Bool = false) -> Diagnosis? {
    let all = results.filter { if case .unsupported = $0.judgement.verdict { false } else { true } }
    let probes = all.filter(\.testCase.isProbe)
    let judged = probesOnly && !probes.isEmpty ? probes : all
    if judged.isEmpty { return nil }
    // What differs within a budget has passed, and has its reply.
    let isEqual = judged.allSatisfy { $0.judgement.verdict == .passed && $0.reply == nil }
    if isEqual { return Diagnosis(equalIn: judged.count, probes: probes.count) }
    return Diagnosis(of: judged, in: profile)
  }
}
