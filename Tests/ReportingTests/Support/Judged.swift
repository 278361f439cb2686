@testable import Conformance
import ConformanceSamples
@testable import Reporting

/// A case with a verdict that nobody had to compute.
struct Judged {
  var rules: [Rule]
  /// The quantity that differs first; nil if the case passed.
  var differs: ComparedQuantity?
  var hasTrace = false
  var hasSubnormals = false

  /// The report on such cases.
  static func report(
    on cases: [Judged],
    by port: PortDescription = FakePort.right.description,
    filter: Filter? = nil
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
        judgement: Judgement(
          verdict: judged.differs.map { .failed(Divergence(.presence(expected: true), quantity: $0)) }
            ?? .passed
        )
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
    return Report(result, duration: .zero)
  }
}
