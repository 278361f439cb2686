import Conformance

extension ReportDocument {
  init(_ report: Report) {
    let result = report.result
    let tally = result.tally
    let comparisons = report.comparisons
    self.init(
      format: Report.format,
      verdict: report.outcome,
      blame: report.blame == .port ? nil : "oracle",
      cases: tally.cases,
      passed: tally.passed,
      failed: tally.failed,
      unsupported: tally.unsupported,
      seconds: report.duration.seconds,
      compared: Compared(
        values: comparisons.compared,
        expectedValues: comparisons.expected,
        elements: comparisons.elements
      ),
      filter: result.filter?.pattern,
      shard: result.shard?.description,
      budget: result.budget.name,
      allowances: Self.allowances(of: result.budget),
      expectedFailures: report.check.expected.count,
      notRun: result.notRun,
      problems: report.check.problems,
      endFaults: result.endFaults,
      remarks: report.remarks.map(Remark.init),
      diagnosis: report.diagnosis.map { Diagnosis($0, largestShare: report.largestShare) },
      port: Port(result.port),
      declared: Declared(notNeeded: report.idleFeatures, unknown: report.unknownNames),
      vectors: Vectors(
        profile: result.manifest.profile,
        cases: result.manifest.cases,
        files: result.manifest.files.count,
        provenance: Provenance(result.manifest.provenance)
      ),
      files: report.files.map(File.init),
      rules: report.rules.map(RuleTally.init),
      failures: report.failures.map(Failure.init),
      missing: report.missing.map(Missing.init),
      results: result.results.map(Result.init)
    )
  }
}

extension ReportDocument.Port {
  init(_ port: PortDescription) {
    self.init(
      name: port.name,
      version: port.version,
      language: port.language,
      features: port.features?.map(\.name),
      unknownDtypes: port.unknownDTypes,
      lacks: port.lacks.isEmpty ? nil : port.lacks.map(\.rawValue)
    )
  }

  /// The port, as far as a report knows it.
  var description: PortDescription {
    var port = PortDescription(
      name: name, version: version, language: language, features: features?.map { Feature($0) },
      lacks: lacks?.compactMap(Lack.init(rawValue:)) ?? [])
    port.unknownDTypes = unknownDtypes ?? []
    return port
  }
}

extension ReportDocument.Remark {
  fileprivate init(_ remark: Remark) {
    self.init(kind: remark.kind.rawValue, says: remark.sentence, isViolation: remark.isViolation)
  }

  /// The remark; nil if this version has no such kind.
  var remark: Remark? { Remark.Kind(rawValue: kind).map { Remark($0, says) } }
}

extension ReportDocument.File {
  fileprivate init(name: String, tally: Tally) {
    self.init(
      name: name, cases: tally.cases, passed: tally.passed, failed: tally.failed,
      unsupported: tally.unsupported)
  }
}

extension ReportDocument.RuleTally {
  fileprivate init(rule: Rule, tally: Tally) {
    self.init(
      name: rule.id, group: rule.group, title: rule.title, cases: tally.cases, passed: tally.passed,
      failed: tally.failed, unsupported: tally.unsupported)
  }
}

extension ReportDocument.Missing {
  fileprivate init(unsupported: Unsupported, cases: Int) {
    self.init(
      feature: unsupported.feature, cases: cases, reason: unsupported.reason, issue: unsupported.issue)
  }
}

extension ReportDocument.Failure {
  fileprivate init(result: CaseResult, divergence: Divergence) {
    let bits = divergence.bits
    self.init(
      id: result.testCase.id,
      file: result.file,
      rules: result.testCase.rules.map(\.id),
      quantity: divergence.quantity.description,
      event: divergence.event,
      step: divergence.step,
      variable: divergence.variable,
      variableName: divergence.variableName,
      element: divergence.element,
      explanation: divergence.explanation,
      dtype: bits?.dtype.rawValue,
      expected: bits.map { Element($0.dtype, $0.expected) },
      actual: bits.map { Element($0.dtype, $0.actual) },
      ulps: divergence.ulps,
      isFault: divergence.isFault
    )
  }
}

extension ReportDocument.Failure.Element {
  fileprivate init(_ dtype: DType, _ bits: UInt64) {
    self.init(bits: Tensor(dtype, bits: [bits]).hexadecimal, decimal: dtype.decimal(ofBits: bits))
  }
}

extension Divergence {
  fileprivate var bits: (dtype: DType, expected: UInt64, actual: UInt64)? {
    if case .bits(let dtype, let expected, let actual) = difference { (dtype, expected, actual) } else { nil }
  }
}
