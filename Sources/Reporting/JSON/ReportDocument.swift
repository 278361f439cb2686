import Conformance

/// A report in JSON: what is written, what is read back, and what `Vectors/schema/report.schema.json` describes.
///
/// The names on the wire are these in snake case.
struct ReportDocument: Codable {
  let format: String
  let verdict: Outcome
  /// Whose fault `broken` is, if not the port's: `oracle`.
  let blame: String?
  let cases, passed, failed, unsupported: Int
  let seconds: Double
  let compared: Compared
  let filter, shard: String?
  let budget: String
  /// What the budget allows; optional in a report that is read.
  let allowances: [String: [String: Allowance]]?
  let expectedFailures, notRun: Int
  let problems, endFaults: [String]
  /// What there is to say of the port besides; optional in a report that is read.
  let remarks: [Remark]?
  /// What was found to be wrong; not there if nobody has looked.
  let diagnosis: Diagnosis?
  let port: Port
  let declared: Declared
  let vectors: Vectors
  let files: [File]
  let rules: [RuleTally]
  let failures: [Failure]
  let missing: [Missing]
  let results: [Result]

  struct Compared: Codable {
    let values, expectedValues, elements: Int
  }

  struct Allowance: Codable {
    let ulps: UInt64
    let atLeast: Double
  }

  struct Port: Codable {
    let name, version, language: String
    let features: [String]?
    let unknownDtypes: [String]?
    /// Not there if it is nothing.
    let lacks: [String]?
  }

  struct Remark: Codable {
    let kind, says: String
    let isViolation: Bool
  }

  struct Declared: Codable {
    let notNeeded, unknown: [String]
  }

  struct Vectors: Codable {
    let profile: String
    let cases, files: Int
    let provenance: Provenance
  }

  struct File: Codable {
    let name: String
    let cases, passed, failed, unsupported: Int
  }

  /// The rule's title is there if this version's specification has the rule.
  struct RuleTally: Codable {
    let name: String
    let group, title: String?
    let cases, passed, failed, unsupported: Int
  }

  struct Missing: Codable {
    let feature: String
    let cases: Int
    let reason, issue: String?
  }

  /// A case that failed unexpectedly, for people.
  struct Failure: Codable {
    struct Element: Codable {
      let bits, decimal: String
    }

    let id, file: String
    let rules: [String]
    let quantity: String
    let event, step, variable: Int?
    let variableName: String?
    let element: Int?
    let explanation: String
    let dtype: String?
    let expected, actual: Element?
    let ulps: UInt64?
    let isFault: Bool
  }

  /// What became of a case, whole: from this reports on parts of a suite are merged.
  struct Result: Codable {
    enum Verdict: String, Codable { case passed, failed, unsupported }

    struct Missing: Codable {
      let feature: String
      let reason, issue: String?
    }

    struct Drift: Codable {
      let event: Int
      let ulps: UInt64?
      let share: Double?
    }

    let id: String
    let verdict: Verdict
    let compared, elements: Int
    let divergence: Divergence?
    let missing: Missing?
    let drift: [Drift]
  }

  struct Divergence: Codable {
    let difference: Difference
    let quantity: String
    let event, step, variable: Int?
    let variableName: String?
    let element: Int?
  }

  /// On the wire an object with one field: the name of the case.
  enum Difference: Codable {
    case bits(String, expected: UInt64, actual: UInt64)
    case dtype(expected: String, actual: String)
    case integer(expected: Int, actual: Int)
    case count(of: String, expected: Int, actual: Int)
    case presence(expected: Bool)
    case refusal(expected: Refusal?, actual: Refusal?)
    case fault(String)
    case nothingCompared
  }

  struct Refusal: Codable {
    let category: String
    let argument, message: String?
  }
}
