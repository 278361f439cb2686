import Conformance

extension ReportDocument.Result {
  init(_ result: CaseResult) {
    let judgement = result.judgement
    var divergence: ReportDocument.Divergence?
    var missing: Missing?
    let verdict: Verdict
    switch judgement.verdict {
    case .passed: verdict = .passed
    case .failed(let failure):
      verdict = .failed
      divergence = ReportDocument.Divergence(failure)
    case .unsupported(let lack):
      verdict = .unsupported
      missing = Missing(feature: lack.feature, reason: lack.reason, issue: lack.issue)
    }
    self.init(
      id: result.testCase.id,
      verdict: verdict,
      compared: judgement.compared,
      elements: judgement.elements,
      divergence: divergence,
      missing: missing,
      drift: judgement.drift.map { Drift(event: $0.event, ulps: $0.ulps, share: $0.share) }
    )
  }

  /// The judgement; nil if it makes no sense.
  var judgement: Judgement? {
    let verdict: Conformance.Verdict
    switch (self.verdict, divergence, missing) {
    case (.passed, nil, nil): verdict = .passed
    case (.failed, let divergence?, nil):
      guard let divergence = divergence.divergence else { return nil }
      verdict = .failed(divergence)
    case (.unsupported, nil, let missing?):
      verdict = .unsupported(
        Unsupported(feature: missing.feature, reason: missing.reason, issue: missing.issue))
    default: return nil
    }
    let drift = drift.map { Conformance.Drift(event: $0.event, ulps: $0.ulps, share: $0.share) }
    return Judgement(verdict: verdict, compared: compared, elements: elements, drift: drift)
  }
}

extension ReportDocument.Divergence {
  fileprivate init(_ divergence: Divergence) {
    self.init(
      difference: ReportDocument.Difference(divergence.difference),
      quantity: divergence.quantity.description,
      event: divergence.event,
      step: divergence.step,
      variable: divergence.variable,
      variableName: divergence.variableName,
      element: divergence.element
    )
  }

  fileprivate var divergence: Divergence? {
    guard let difference = difference.difference, let quantity = ComparedQuantity(quantity) else {
      return nil
    }
    return Divergence(
      difference, quantity: quantity, event: event, step: step, variable: variable,
      variableName: variableName, element: element)
  }
}

extension ReportDocument.Difference {
  fileprivate init(_ difference: Divergence.Difference) {
    switch difference {
    case .bits(let dtype, let expected, let actual):
      self = .bits(dtype.rawValue, expected: expected, actual: actual)
    case .dtype(let expected, let actual): self = .dtype(expected: expected.rawValue, actual: actual.rawValue)
    case .integer(let expected, let actual): self = .integer(expected: expected, actual: actual)
    case .count(let what, let expected, let actual):
      self = .count(of: what.rawValue, expected: expected, actual: actual)
    case .presence(let expected): self = .presence(expected: expected)
    case .refusal(let expected, let actual):
      self = .refusal(
        expected: expected.map(ReportDocument.Refusal.init), actual: actual.map(ReportDocument.Refusal.init))
    case .fault(let message): self = .fault(message)
    case .nothingCompared: self = .nothingCompared
    }
  }

  /// The difference; nil if it names what there is not.
  fileprivate var difference: Divergence.Difference? {
    switch self {
    case .bits(let dtype, let expected, let actual):
      return DType(rawValue: dtype).map { .bits($0, expected: expected, actual: actual) }
    case .dtype(let expected, let actual):
      guard let expected = DType(rawValue: expected), let actual = DType(rawValue: actual) else { return nil }
      return .dtype(expected: expected, actual: actual)
    case .integer(let expected, let actual): return .integer(expected: expected, actual: actual)
    case .count(let what, let expected, let actual):
      return Divergence.Counted(rawValue: what).map { .count(of: $0, expected: expected, actual: actual) }
    case .presence(let expected): return .presence(expected: expected)
    case .refusal(let expected, let actual):
      let read = (expected?.refusal, actual?.refusal)
      guard (expected == nil) == (read.0 == nil), (actual == nil) == (read.1 == nil) else { return nil }
      return .refusal(expected: read.0, actual: read.1)
    case .fault(let message): return .fault(message)
    case .nothingCompared: return .nothingCompared
    }
  }
}

extension ReportDocument.Refusal {
  fileprivate init(_ refusal: Refusal) {
    self.init(category: refusal.category.rawValue, argument: refusal.argument, message: refusal.message)
  }

  fileprivate var refusal: Refusal? {
    Refusal.Category(rawValue: category).map { Refusal($0, argument: argument, message: message) }
  }
}
