import Conformance

/// One case's result in the JSON report, from which reports on parts of a suite are merged.
struct ResultEntry: Codable {
  /// The verdict in a word.
  enum Word: String, Codable { case passed, failed, unsupported }

  let id: String
  let verdict: Word
  let compared, elements: Int
  let divergence: Divergence?
  let missing: Unsupported?
  let drift: [Drift]

  init(_ result: CaseResult) {
    let judgement = result.judgement
    id = result.testCase.id
    compared = judgement.compared
    elements = judgement.elements
    drift = judgement.drift
    switch judgement.verdict {
    case .passed: (verdict, divergence, missing) = (.passed, nil, nil)
    case .failed(let failure): (verdict, divergence, missing) = (.failed, failure, nil)
    case .unsupported(let lack): (verdict, divergence, missing) = (.unsupported, nil, lack)
    }
  }

  /// The judgement; nil if the entry makes no sense.
  var judgement: Judgement? {
    let verdict: Verdict
    switch (self.verdict, divergence, missing) {
    case (.passed, nil, nil): verdict = .passed
    case (.failed, let divergence?, nil): verdict = .failed(divergence)
    case (.unsupported, nil, let missing?): verdict = .unsupported(missing)
    default: return nil
    }
    return Judgement(verdict: verdict, compared: compared, elements: elements, drift: drift)
  }
}
