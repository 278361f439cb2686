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
  var followsRules: Bool { diagnosis?.followsRules ?? false && formFailures.isEmpty }

  /// Whether a budget passes over a rule that is broken, and rules are what is asked for.
  private var breaksRequiredRules: Bool {
    guard requirement == .rules, failures.isEmpty, check.expected.isEmpty, let diagnosis else { return false }
    return !diagnosis.followsRules
  }

  /// The failures that are no matter of numbers and refusals, on which the diagnosis is silent.
  var formFailures: [(result: CaseResult, divergence: Divergence)] {
    failures.filter { _, divergence in
      switch divergence.difference {
      case .bits, .refusal, .fault: false
      case .dtype, .integer, .count, .presence, .nothingCompared: true
      }
    }
  }
}
