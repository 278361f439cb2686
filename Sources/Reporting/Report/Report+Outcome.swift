public import Conformance
import Diagnosis

extension Report {
  /// What is to be said of the port as a whole, when what was expected and what is required are taken into account.
  public var outcome: Outcome {
    let outcome = result.outcome
    if outcome == .broken { return .broken }
    if remarks.contains(where: \.isViolation) { return .differs }
    let follows = requirement == .rules && followsRules
    if !failures.isEmpty && !follows || breaksRequiredRules { return .differs }
    if !check.problems.isEmpty { return .outdated }
    if !failures.isEmpty { return .follows }
    return outcome == .differs ? .expected : outcome
  }

  /// Whether the diagnosis says of all that ran that no rule is broken.
  var followsRules: Bool { diagnosis?.followsRules ?? false && undiagnosed.isEmpty }

  /// Whether a budget passes over a rule that is broken, and rules are what is asked for.
  private var breaksRequiredRules: Bool {
    guard requirement == .rules, failures.isEmpty, check.expected.isEmpty, let diagnosis else { return false }
    return !diagnosis.followsRules
  }

  /// The failures on which the diagnosis is silent: those that are no matter of numbers and refusals, and, where it
  /// says that nothing but rounding is left, errors of the port's own and those of which no known rounding makes that.
  var undiagnosed: [(result: CaseResult, divergence: Divergence)] {
    let unlike = Set(diagnosis?.unlike ?? [])
    return failures.filter { result, divergence in
      switch divergence.difference {
      case .bits: unlike.contains(result.testCase.id)
      case .refusal, .fault: diagnosis?.level == .rules && result.isErrorOfPort
      case .dtype, .integer, .count, .presence, .nothingCompared: true
      }
    }
  }
}
