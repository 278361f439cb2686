import Conformance
import Diagnosis
import Dialects

extension ReportDocument {
  /// What is wrong with the port, as far as it was found out.
  struct Diagnosis: Codable {
    struct Mistake: Codable {
      let id: String
      let rules: [String]
      let says: String
      let explained, of: Int
      let exact: Bool
      /// Nil in reports of earlier versions.
      let rounding: Bool?
    }

    struct Nearest: Codable {
      let id: String
      let times: Double
    }

    struct Probe: Codable {
      let id: String
      let rules: [String]
      let title: String
      let share: Double
      let ulps: UInt64?
    }

    struct Refusals: Codable {
      let refused, taken: [String]
      let message: String?
    }

    struct Example: Codable {
      let id: String
      let event, step: Int
      let variable: String
      let element: Int
      let expected, actual: String
      let predicted: String?
    }

    let level: String
    let mistakes, partial: [Mistake]
    let dialect: Nullable<String>
    let cases, differing, errors: Int
    let unexplained: [String]
    let refusals: Refusals
    let largestShare: Double
    let nearestMistake: Nullable<Nearest>
    let undecided: [String]
    let probes: [Probe]
    let probesJudged: Int
    let example: Example?
  }

  /// What is there as `null` if it is nothing.
  struct Nullable<Value: Codable & Sendable>: Codable {
    let value: Value?

    init(_ value: Value?) { self.value = value }

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      value = container.decodeNil() ? nil : try container.decode(Value.self)
    }

    func encode(to encoder: any Encoder) throws {
      var container = encoder.singleValueContainer()
      if let value { try container.encode(value) } else { try container.encodeNil() }
    }
  }
}

extension ReportDocument.Diagnosis {
  /// What was found, with another largest distance if one is given.
  init(_ diagnosis: Diagnosis, largestShare: Double?) {
    self.init(
      level: diagnosis.level.rawValue,
      mistakes: diagnosis.findings.map(Mistake.init),
      partial: diagnosis.partial.map(Mistake.init),
      dialect: ReportDocument.Nullable(diagnosis.dialects.first?.name),
      cases: diagnosis.cases,
      differing: diagnosis.differing,
      errors: diagnosis.errors,
      unexplained: diagnosis.unexplained,
      refusals: Refusals(
        refused: diagnosis.refusals.refused, taken: diagnosis.refusals.taken,
        message: diagnosis.refusals.message),
      largestShare: largestShare ?? diagnosis.largestShare,
      nearestMistake: ReportDocument.Nullable(
        diagnosis.nearest.map { Nearest(id: $0.mistake.id, times: $0.times) }),
      undecided: diagnosis.undecided.map(\.id),
      probes: diagnosis.probes.map {
        Probe(id: $0.id, rules: $0.rules.map(\.id), title: $0.title, share: $0.share, ulps: $0.ulps)
      },
      probesJudged: diagnosis.probesJudged,
      example: diagnosis.example.map(Example.init)
    )
  }
}

extension ReportDocument.Diagnosis.Mistake {
  fileprivate init(_ finding: Diagnosis.Finding) {
    self.init(
      id: finding.mistake.id, rules: finding.mistake.description.rules.map(\.id),
      says: finding.mistake.description.says, explained: finding.explained, of: finding.of,
      exact: finding.isExact, rounding: finding.isRounding)
  }
}

extension ReportDocument.Diagnosis.Example {
  fileprivate init(_ example: Diagnosis.Example) {
    self.init(
      id: example.testCase, event: example.event, step: example.step, variable: example.variable,
      element: example.element, expected: example.decimal(example.expected),
      actual: example.decimal(example.actual),
      predicted: example.predicted.map(example.decimal))
  }
}
