import Conformance

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Report {
  /// The report as one JSON object, for programs.
  ///
  /// - Returns: The text of the object.
  /// - Throws: What the encoder throws.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return String(decoding: try encoder.encode(Document(self)), as: UTF8.self)
  }
}

/// The shape of the JSON report.
private struct Document: Encodable {
  struct Counts: Encodable {
    let name: String
    let cases, passed, failed, unsupported: Int

    init(_ name: String, _ tally: Tally) {
      self.name = name
      cases = tally.cases
      passed = tally.passed
      failed = tally.failed
      unsupported = tally.unsupported
    }
  }

  struct Compared: Encodable {
    let values, expectedValues, elements: Int
  }

  struct Port: Encodable {
    let name, version, language: String
    let features: [Feature]?
    let unknownDtypes: [String]

    init(_ port: PortDescription) {
      (name, version, language) = (port.name, port.version, port.language)
      features = port.features
      unknownDtypes = port.unknownDTypes
    }
  }

  struct Declared: Encodable {
    let notNeeded, unknown: [String]
  }

  struct Vectors: Encodable {
    let profile: String
    let cases, files: Int
    let provenance: JSONValue
  }

  struct Missing: Encodable {
    let feature: String
    let cases: Int
    let reason, issue: String?
  }

  let format = Report.format
  let verdict: SuiteResult.Outcome
  let cases, passed, failed, unsupported: Int
  let seconds: Double
  let compared: Compared
  let filter, shard: String?
  let budget: String
  let expectedFailures, notRun: Int
  let problems, endFaults: [String]
  let port: Port
  let declared: Declared
  let vectors: Vectors
  let files: [Counts]
  let rules: [Counts]
  let failures: [Failure]
  let missing: [Missing]
  let results: [ResultEntry]

  init(_ report: Report) {
    let result = report.result
    let tally = result.tally
    verdict = report.outcome
    cases = tally.cases
    passed = tally.passed
    failed = tally.failed
    unsupported = tally.unsupported
    seconds = report.seconds
    let comparisons = report.comparisons
    compared = Compared(
      values: comparisons.compared,
      expectedValues: comparisons.expected,
      elements: comparisons.elements
    )
    filter = result.filter?.pattern
    shard = result.shard?.description
    budget = result.budget.name
    expectedFailures = report.check.expected.count
    notRun = result.notRun
    problems = report.check.problems
    endFaults = result.endFaults
    results = result.results.map(ResultEntry.init)
    port = Port(result.port)
    declared = Declared(notNeeded: report.idleFeatures, unknown: report.unknownNames)
    let manifest = result.manifest
    vectors = Vectors(
      profile: manifest.profile,
      cases: manifest.cases,
      files: manifest.files.count,
      provenance: manifest.provenance
    )
    files = report.files.map { Counts($0.name, $0.tally) }
    rules = report.rules.map { Counts($0.name, $0.tally) }
    failures = report.failures.map { Failure($0.result, $0.divergence) }
    missing = report.missing.map {
      Missing(
        feature: $0.unsupported.feature,
        cases: $0.cases,
        reason: $0.unsupported.reason,
        issue: $0.unsupported.issue
      )
    }
  }
}

/// One failed case in the JSON report.
private struct Failure: Encodable {
  struct Element: Encodable {
    let bits, decimal: String

    init(_ dtype: DType, _ bits: UInt64) {
      self.bits = Tensor(dtype, bits: [bits]).hexadecimal
      decimal = dtype.decimal(ofBits: bits)
    }
  }

  let id, file: String
  let rules: [String]
  let quantity: String
  let event, step, variable: Int?
  let variableName: String?
  let element: Int?
  let explanation: String
  let dtype: DType?
  let expected, actual: Element?
  let ulps: UInt64?
  let isFault: Bool

  init(_ result: CaseResult, _ divergence: Divergence) {
    id = result.testCase.id
    file = result.file
    rules = result.testCase.rules
    quantity = divergence.quantity
    event = divergence.event
    step = divergence.step
    variable = divergence.variable
    variableName = divergence.variableName
    element = divergence.element
    explanation = divergence.explanation
    ulps = divergence.ulps
    isFault = divergence.isFault
    if case .bits(let dtype, let expected, let actual) = divergence.difference {
      self.dtype = dtype
      self.expected = Element(dtype, expected)
      self.actual = Element(dtype, actual)
    } else {
      (dtype, expected, actual) = (nil, nil, nil)
    }
  }
}
