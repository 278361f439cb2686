@testable import Conformance
import ConformanceSamples
@testable import Reporting

/// Cases with every combination of the arguments that interact, as `core-float32.json` has them. What they expect
/// is nothing but zeros.
enum CoreCases {
  private static let factors: [[[Arguments.Name: Arguments.Value]]] = [
    [[:], [.amsgrad: .flag(true)]],
    [[:], [.clipnorm: .number(0.45)], [.clipvalue: .number(0.35)], [.globalClipnorm: .number(2.1)]],
    [[:], [.useEMA: .flag(true)]]
      + [1.0, 2, 3].map { [.useEMA: .flag(true), .emaOverwriteFrequency: .number($0)] },
    [[:], [.lossScaleFactor: .number(128)], [.lossScaleFactor: .number(3.7)]],
    [[:]] + [2.0, 3, 4].map { [.gradientAccumulationSteps: .number($0)] },
    [[.weightDecay: .number(0.3)], [.weightDecay: .number(0.2)], [.weightDecay: .number(0)]],
  ]

  /// The 1,440 cases.
  static let all: [Case] = {
    var rows: [[Arguments.Name: Arguments.Value]] = [[.learningRate: .number(0.1), .epsilon: .number(0.01)]]
    for settings in factors {
      rows = rows.flatMap { row in settings.map { row.merging($0) { $1 } } }
    }
    return rows.enumerated().map { testCase($0, $1) }
  }()

  private static func testCase(_ number: Int, _ arguments: [Arguments.Name: Arguments.Value]) -> Case {
    let zeros = [1, 6, 43].map { Tensor(.float32, bits: [UInt64](repeating: 0, count: $0)) }
    return Case(
      id: "core-float32/global_clipnorm+ema3+scale128+accumulate3+exclude-\(number)",
      rules: (1...26).map { Rule("R-ACCUMULATE-\($0)") },
      arguments: Arguments(arguments),
      variables: zip(["bias", "kernel", "embedding"], zeros).map { name, data in
        Variable(name: name, shape: [data.count], data: data)
      },
      script: (0..<13).map { _ in .apply(zeros.map(Gradient.dense)) },
      expectation: .values(
        ExpectedValues(steps: (0..<13).map { ExpectedValues.Step(event: $0, variables: zeros) })
      )
    )
  }

  /// The report on a port that was asked for these cases.
  static func report(on cases: [Case], by port: FakePort) throws -> Report {
    let description = port.description
    let results = try cases.map { testCase in
      CaseResult(
        file: "core-float32.json",
        testCase: testCase,
        judgement: Judgement(of: try port.answer(testCase, false), to: testCase, from: description)
      )
    }
    let manifest = Manifest(
      profile: "none", cases: cases.count, rules: ["R-ACCUMULATE-1"], provenance: .object([:]),
      files: [
        Manifest.File(
          name: "core-float32.json", cases: cases.count, steps: 0)
      ])
    let result = SuiteResult(
      port: description, manifest: manifest, filter: nil, shard: nil, budget: .bits, results: results,
      notRun: 0, endFaults: [], duration: .zero)
    return Report(result, duration: .zero)
  }
}
