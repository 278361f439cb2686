@testable import Conformance
import ConformanceSamples
import Diagnosis
@testable import Reporting

/// A case with a verdict that nobody had to compute.
struct Judged {
  var rules: [Rule]
  /// The quantity that differs first; nil if the case passed.
  var differs: ComparedQuantity?
  var hasTrace = false
  /// How far a variable is off in its last bit, if it is.
  var drift: Drift?
  var hasSubnormals = false
  /// An error of the port's own in place of values.
  var error: String?

  /// The report on such cases.
  static func report(
    on cases: [Judged],
    by port: PortDescription = FakePort.right.description,
    filter: Filter? = nil,
    diagnosis: Diagnosis? = nil,
    requiring requirement: Report.Requirement = .bits
  ) -> Report {
    let results = cases.enumerated().map { index, judged in
      CaseResult(
        file: "f.json",
        testCase: Case(
          id: "sample/\(index)",
          rules: judged.rules,
          arguments: Arguments(),
          variables: judged.hasSubnormals
            ? [Variable(name: "x", shape: [], data: Tensor(.float32, bits: [1]))] : [],
          script: [],
          expectation: .values(ExpectedValues(steps: [], trace: judged.hasTrace ? [] : nil))
        ),
        judgement: judged.judgement
      )
    }
    let manifest = Manifest(
      profile: "none", cases: cases.count, rules: ["R-UPDATE-1"], provenance: .object([:]),
      files: [
        Manifest.File(name: "f.json", cases: cases.count, steps: 0)
      ])
    let result = SuiteResult(
      port: port, manifest: manifest, filter: filter, shard: nil, budget: .bits, results: results, notRun: 0,
      endFaults: [], duration: .zero)
    return Report(result, diagnosis: diagnosis, requiring: requirement, duration: .zero)
  }

  private var judgement: Judgement {
    if let error {
      let refusal = Divergence.Difference.refusal(expected: nil, actual: Refusal(.internal, message: error))
      return Judgement(verdict: .failed(Divergence(refusal, quantity: .error)))
    }
    if let drift {
      let bits = Divergence.Difference.bits(.float32, expected: 0x3f80_0000, actual: 0x3f80_0001)
      let divergence = Divergence(
        bits, quantity: .variable, event: 0, step: 1, variable: 0, variableName: "kernel", element: 0)
      return Judgement(verdict: .failed(divergence), drift: [drift])
    }
    return Judgement(
      verdict: differs.map { .failed(Divergence(.presence(expected: true), quantity: $0)) } ?? .passed)
  }
}
