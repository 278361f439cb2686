import Dialects
import Foundation
import Testing

@testable import Conformance
import ConformanceSamples
@testable import Diagnosis
@testable import Reporting

/// The report's JSON: what is written, what is read back, and what its schema says.
@Suite struct ReportDocumentTests {
  private static let refusal = Refusal(.invalidArgument, argument: "clipnorm", message: "no")

  /// Every verdict that a report can tell of.
  private static let judgements: [Judgement] =
    [
      (.bits(.float64, expected: .max, actual: 1), .variable),
      (.bits(.float32, expected: 0x7fc0_0000, actual: 1), .variable),
      (.dtype(expected: .float16, actual: .bfloat16), .slot(.velocityHat)),
      (.integer(expected: 1, actual: -1), .stepCounter),
      (.count(of: .steps, expected: 2, actual: 1), .steps),
      (.count(of: .elements, expected: 2, actual: 1), .scalar(.beta1Power, .float16)),
      (.presence(expected: false), .traced(.norm)),
      (.refusal(expected: nil, actual: Refusal(.internal)), .error),
      (.refusal(expected: refusal, actual: nil), .error),
      (.fault("It's \"gone\"."), .reply), (.nothingCompared, .expectation),
    ].map { (difference: Divergence.Difference, quantity: ComparedQuantity) in
      Judgement(verdict: .failed(Divergence(difference, quantity: quantity)))
    } + [
      Judgement(
        verdict: .failed(
          Divergence(
            .bits(.bfloat16, expected: 1, actual: 2), quantity: .variable, event: 2, step: 1, variable: 0,
            variableName: "kernel", element: 3)),
        compared: 3,
        elements: 17,
        drift: [
          Drift(event: 0, ulps: 0), Drift(event: 1, ulps: nil), Drift(event: 2, ulps: 1 << 60, share: 0.1),
        ]
      ),
      Judgement(verdict: .unsupported(Unsupported(feature: "float16"))),
      Judgement(verdict: .unsupported(Unsupported(feature: "ema", reason: "too hard", issue: "https://i"))),
      Judgement(verdict: .passed, compared: 1, elements: 2, drift: [Drift(event: 0, ulps: 3, share: 0.5)]),
    ]

  private static func report(
    budget: Budget = .bits, filter: Filter? = nil, shard: Shard? = nil, features: [Feature]? = nil,
    blame: Blame = .port, diagnosis: Diagnosis? = nil
  ) throws -> Report {
    var port = FakePort.right.description
    port.features = features
    port.unknownDTypes = features == nil ? [] : ["float8"]
    port.lacks = features == nil ? [] : [.biasCorrection]
    let results = judgements.enumerated().map { index, judgement in
      CaseResult(
        file: "f.json",
        testCase: Case(
          id: "sample/\(index)", rules: index == 0 ? ["R-UPDATE-1", "mine"] : ["R-UPDATE-1"], variables: [],
          script: []),
        judgement: judgement)
    }
    let manifest = Judged.report(on: judgements.map { _ in Judged(rules: []) }).result.manifest
    let result = SuiteResult(
      port: port, manifest: manifest, filter: filter, shard: shard, budget: budget, results: results,
      notRun: 0,
      endFaults: ["it stays"], duration: .milliseconds(1234))
    let expectations = try Expectations(text: "sample/5  R-UPDATE-1  shape  unexplained", path: "known.txt")
    let remarks = [Remark(.obeysUnknownField, "It does."), Remark(.refusesQuestion, "It\ndoes not.")]
    return Report(
      result, diagnosis: diagnosis, remarks: remarks, expectations: expectations, duration: result.duration,
      blaming: blame)
  }

  private static func reports() throws -> [Report] {
    [
      try report(filter: Filter("sample/*"), features: [.ema, Feature("telepathy")]),
      try report(budget: .fused, shard: Shard(2, of: 3), blame: .oracle),
      try report(diagnosis: unexplained), try report(diagnosis: followed),
      try report(diagnosis: .sample(.bits)),
    ]
  }

  private static let unexplained = Diagnosis.sample(
    .unexplained, findings: [.sample(.decayAfterUpdate, 1)], partial: [.sample(.epsilonInsideRoot, 1)],
    unexplained: ["sample/1"], undecided: [.normPlusEpsilon],
    refusals: Diagnosis.Refusals(refused: ["sample/2"], taken: ["sample/3"], message: "no"), errors: 1,
    probes: [.sample, .sampleWithNaN], example: .sample)

  private static let followed: Diagnosis = {
    let example = Diagnosis.Example(
      testCase: "sample/1", event: 0, step: 1, variable: "kernel", element: 0, expected: 1, actual: .nan,
      predicted: nil, dtype: .float64)
    return Diagnosis.sample(
      .rules, dialects: Array(NamedDialect.all.prefix(1)),
      nearest: Diagnosis.Nearest(mistake: .globalNormPlusEpsilon, times: 14.5), example: example)
  }()

  @Test func whatIsWrittenIsWhatTheSchemaSays() throws {
    var schema = try Schema(named: "report.schema.json")
    for report in try Self.reports() { schema.check(try JSONValue.reading(report.json())) }
    #expect(schema.problems == [])
    #expect(schema.unwritten == [])
    #expect(schema.neverLeftOut == [])
  }

  @Test func theSchemaRefusesWhatIsNotWritten() throws {
    let report = try JSONValue.reading(Self.report().json())
    for path in ["verdict", "port.name", "results[0].drift", "results[0].divergence.difference.bits._0"] {
      var schema = try Schema(named: "report.schema.json")
      var changed = report
      changed.remove(path)
      schema.check(changed)
      #expect(schema.problems.count >= 1, "\(path)")
    }
    for place in report.objects() where !place.path.hasPrefix("vectors.provenance") {
      var schema = try Schema(named: "report.schema.json")
      schema.check(place.with(adding: "surprise"))
      #expect(schema.problems.count >= 1, "\(place.path)")
    }
  }

  @Test func whatIsReadIsWhatWasWritten() throws {
    for report in try Self.reports() {
      let document = try ReportDocument(json: Data(report.json().utf8))
      #expect(document.results.map(\.judgement) == Self.judgements)
      #expect(document.wholeBudget == report.result.budget)
      #expect(document.port.description.features == report.result.port.features)
      #expect(document.port.description.lacks == report.result.port.lacks)
      #expect(document.remarks?.map(\.remark) == report.remarks)
      #expect(document.port.description.unknownDTypes == report.result.port.unknownDTypes)
      #expect(String(decoding: try document.json(), as: UTF8.self) == (try report.json()))
    }
  }

  @Test func everyBudgetIsReadBack() throws {
    var mine = Budget.fused
    mine.name = "mine"
    mine.allowances[.float16] = [
      .everything: Budget.Allowance(ulps: .max), .scalar(.alpha, nil): .init(ulps: 1),
    ]
    for budget in [mine, .bits, .fused] {
      let document = try ReportDocument(json: Data(Self.report(budget: budget).json().utf8))
      #expect(document.wholeBudget?.allowances == budget.allowances)
      #expect(document.wholeBudget?.name == budget.name)
    }
    // A report may name its budget and not say what it allows.
    for (name, known) in [("bits", Budget.bits), ("fused", .fused), ("mine", nil)] {
      let text = try Self.report().json().replacing("\"allowances\"", with: "\"unknown\"")
        .replacing("\"bits\",", with: "\"\(name)\",")
      #expect(try ReportDocument(json: Data(text.utf8)).wholeBudget == known)
    }
    let named = try Self.report(budget: .fused).json().replacing("\"fused\",", with: "\"bits\",")
    #expect(try ReportDocument(json: Data(named.utf8)).wholeBudget == nil)
  }
}
