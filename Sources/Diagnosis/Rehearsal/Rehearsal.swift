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
    public let mistakes: [Mistake]
    public let diagnosis: Diagnosis

    /// Whether rounding hides the mistakes: nothing that the port answers is off by more.
    public let isHidden: Bool

    /// Whether the first thing that is said breaks a rule that one of the mistakes breaks first.
    public var isRight: Bool {
      guard let first = diagnosis.findings.first else { return false }
      return mistakes.contains { $0 == first.mistake || $0.description.rules[0] == first.mistake.description.rules[0] }
    }

    /// Whether everything that is said is made, or breaks the rules that are broken.
    public var isWhollyRight: Bool {
      mistakes.allSatisfy { mistake in
        diagnosis.findings.contains {
          $0.mistake == mistake || $0.mistake.description.rules[0] == mistake.description.rules[0]
        }
      }
    }

    /// Whether a rule is said to be broken that is not.
    public var isWrong: Bool {
      let rules = Set(mistakes.flatMap(\.description.rules))
      return diagnosis.findings.contains { finding in
        !finding.isRounding && !finding.mistake.description.rules.contains(where: rules.contains)
      }
    }
  }

  private let cases: [Case]
  /// What Keras' mistake-free answers say of each case, asked once.
  private let roundings: [String: Rounding]
  private let met: [Dialect]

  public init(_ cases: [Case]) {
    self.cases = cases
    let known = cases.concurrentlyCompactMapped { testCase in
      Evidence.rounding(of: testCase).map { (testCase.id, $0) }
    }
    roundings = Dictionary(known) { first, _ in first }
    met = cases.concurrentlyCompactMapped { ModelPort.answer($0, .keras).met }
  }

  /// The diagnosis of a port that makes mistakes.
  public func diagnose(
    _ mistakes: [Mistake], _ arithmetic: Arithmetic, excluding excluded: Dialect = .keras
  ) -> Outcome {
    let dialect = Dialect(mistakes)
    let results = Array(zip(cases, met)).concurrentlyCompactMapped { testCase, met -> CaseResult? in
      let description = PortDescription(name: "rehearsal", version: "1", language: "Swift")
      if arithmetic == .exact, !mistakes.contains(where: met.makes) {
        return CaseResult(file: "", testCase: testCase, judgement: Judgement(verdict: .passed))
      }
      let reply =
        arithmetic == .exact
        ? ModelPort.answer(testCase, dialect).reply : ModelPort.driftingAnswer(testCase, dialect)
      return CaseResult(
        file: "", testCase: testCase, judgement: Judgement(of: reply, to: testCase, from: description), reply: reply)
    }
    let diagnosis = Diagnosis(of: results, excluding: excluded, roundings: roundings)
    return Outcome(mistakes: mistakes, diagnosis: diagnosis, isHidden: diagnosis.followsRules && diagnosis.findings.isEmpty)
  }
}
