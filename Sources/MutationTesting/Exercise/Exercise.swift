public import Conformance
import Dialects
import Textbook

/// What a case exercises: the rules that nobody can break in it unnoticed.
///
/// It is derived from runs of the model. A rule counts if the run comes to it and a mistake that breaks it changes what the
/// case expects: values, state, trace or refusal. So a rule that is carried out without an effect does not count. A
/// case that Keras refuses exercises the rule by which it does.
struct Exercise {
  private let testCase: Case
  private let profile: Profile
  private let met: Dialect
  private let entered: Set<Rule>
  /// Whether the model without a mistake gives Keras' answer: otherwise nothing can be derived from it.
  let isRight: Bool

  /// Runs the model once.
  init(of testCase: Case, in profile: Profile) {
    self.testCase = testCase
    self.profile = profile
    let (reply, met, entered) = ModelPort.examination(of: testCase, in: profile)
    self.met = met
    self.entered = entered
    isRight = Mutants.divergence(of: reply, to: testCase) == nil
  }

  /// The rules that the case exercises, in the order of the specification; finding them takes many runs of the model.
  func rules() -> [Rule] {
    var known: [Mistake: Bool] = [:]
    func isNoticed(_ mistake: Mistake) -> Bool {
      if let known = known[mistake] { return known }
      let reply = ModelPort.answer(
        testCase, Dialect([mistake], in: profile), trace: testCase.hasTrace
      ).reply
      let isNoticed = Mutants.divergence(of: reply, to: testCase) != nil
      known[mistake] = isNoticed
      return isNoticed
    }
    return Rule.all(in: profile).filter { isRefusing($0) || mistakes(about: $0).contains(where: isNoticed) }
  }

  /// Whether Keras refuses the case by this rule.
  private func isRefusing(_ rule: Rule) -> Bool {
    let isOfGraph = rule == "R-GRAPH-REFUSAL" || rule == "R-GRAPH-REPLICA"
    return (isOfGraph || rule.group.hasPrefix("ERROR-")) && entered.contains(rule)
  }

  /// The mistakes that break a rule and might be made in the case.
  private func mistakes(about rule: Rule) -> [Mistake] {
    if Rule.noted.contains(rule), !entered.contains(rule) { return [] }
    return (Rule.mistakes[rule] ?? []).filter(met.makes)
  }
}

extension [Case] {
  /// The rules that each case exercises, in order, nil where the model without a mistake does not give Keras' answer;
  /// found on all cores. What the cases expect is Keras' in the profile. `progress` is told how many are done.
  public func exercised(
    in profile: Profile = .eager, progress: @Sendable (Int) -> Void = { _ in }
  ) -> [[Rule]?] {
    mappedOnAllCores(progress: progress) { testCase in
      let exercise = Exercise(of: testCase, in: profile)
      return exercise.isRight ? exercise.rules() : nil
    }
  }
}
