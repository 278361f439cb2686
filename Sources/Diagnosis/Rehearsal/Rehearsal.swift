public import Conformance
public import Dialects
import Textbook

/// How well the diagnosis names what is wrong: ports that are known to make mistakes are held against it.
public struct Rehearsal: Sendable {
  /// How the ports compute.
  public enum Arithmetic: String, Sendable, CaseIterable {
    /// As Keras does, to the bit.
    case exact
    /// Off by a unit in the last place at each operation.
    case drifting
  }

  /// What the diagnosis said of a port.
  public struct Outcome: Sendable {
    /// How well it did.
    public enum Verdict: String, Sendable, CaseIterable {
      /// The mistakes, or others that break the same rules first, and of a single one before anything else. Where the
      /// diagnosis was not to know them also that nothing explains them.
      case right
      /// Nothing is said, because no case shows more than rounding.
      case hidden
      /// Nothing is said to be the cause, or not all that is.
      case missed
      /// Of a mistake that the diagnosis was not to know: one that breaks the same rule first, others beside it.
      case beside
      /// A rule is said to be broken that is not.
      case wrong
    }

    public let mistakes: [Mistake]
    public let diagnosis: Diagnosis
    /// Whether the diagnosis was not to know the mistakes.
    let isLeftOut: Bool

    public var verdict: Verdict {
      let broken = Set(mistakes.flatMap(\.description.rules))
      let said = diagnosis.findings.map(\.mistake)
      if isLeftOut { return verdict(of: said.filter { $0.description.kind != .rounding }, broken) }
      if said.contains(where: {
        $0.description.kind != .rounding && broken.isDisjoint(with: $0.description.rules)
      }) {
        return .wrong
      }
      if mistakes.allSatisfy({ mistake in said.contains { $0.isAlike(mistake) } }) {
        return mistakes.count > 1 || said[0].isAlike(mistakes[0]) ? .right : .missed
      }
      return said.isEmpty && diagnosis.followsRules ? .hidden : .missed
    }

    private func verdict(of said: [Mistake], _ broken: Set<Rule>) -> Verdict {
      guard let first = said.first else { return diagnosis.followsRules ? .hidden : .right }
      if broken.isDisjoint(with: first.description.rules) { return .wrong }
      return said.allSatisfy { !broken.isDisjoint(with: $0.description.rules) } ? .right : .beside
    }
  }

  private let cases: [Case]
  private let profile: Profile
  /// What Keras' mistake-free answers say of each case, asked once.
  private let roundings: [String: Rounding]
  private let met: [Dialect]
  private let twins: Twins?

  /// Before ``withTwins(_:)`` may be asked, the twins must be found, which takes a while.
  public init(_ cases: [Case], in profile: Profile = .eager, findsTwins: Bool = false) {
    self.cases = cases
    self.profile = profile
    let known = cases.concurrentlyCompactMapped { testCase in
      Evidence.rounding(of: testCase, in: profile).map { (testCase.id, $0) }
    }
    roundings = Dictionary(known) { first, _ in first }
    met = cases.concurrentlyCompactMapped { ModelPort.answer($0, Dialect(in: profile)).met }
    twins = findsTwins ? Twins(cases, in: profile, roundings) : nil
  }

  /// Mistakes, and those that come to the same numbers.
  public func withTwins(_ mistakes: [Mistake]) -> Dialect {
    precondition(twins != nil, "Twins are found where the rehearsal is made for it.")
    return Dialect(mistakes + mistakes.flatMap { twins?.twins(of: $0) ?? [] })
  }

  /// The diagnosis of a port that makes mistakes.
  public func diagnose(
    _ mistakes: [Mistake], _ arithmetic: Arithmetic, excluding excluded: Dialect = .keras
  ) -> Outcome {
    let dialect = Dialect(mistakes, in: profile)
    let results = Array(zip(cases, met)).concurrentlyCompactMapped { testCase, met -> CaseResult? in
      let description = PortDescription(name: "rehearsal", version: "1", language: "Swift")
      if arithmetic == .exact, !mistakes.contains(where: met.makes) {
        return CaseResult(file: "", testCase: testCase, judgement: Judgement(verdict: .passed))
      }
      let reply =
        arithmetic == .exact
        ? ModelPort.answer(testCase, dialect).reply : ModelPort.driftingAnswer(testCase, dialect)
      let judgement = Judgement(of: reply, to: testCase, from: description)
      return CaseResult(
        file: "", testCase: testCase, judgement: judgement, reply: judgement.verdict == .passed ? nil : reply)
    }
    let diagnosis = Diagnosis(of: results, in: profile, excluding: excluded, roundings: roundings)
    return Outcome(
      mistakes: mistakes, diagnosis: diagnosis, isLeftOut: mistakes.contains(where: excluded.makes))
  }
}

extension Mistake {
  /// Whether two mistakes are the same, or about the same rule.
  fileprivate func isAlike(_ other: Mistake) -> Bool {
    self == other || description.rules[0] == other.description.rules[0]
  }
}
