import Conformance

extension Report {
  /// The verdict in words.
  var outcomeInWords: String {
    switch outcome {
    case .conforms:
      result.budget.isExact ? "conforms" : "conforms within the budget '\(result.budget.name.printable)'"
    case .expected: "differs as expected"
    case .follows: "follows every rule"
    case .differs: "does not conform"
    case .outdated: "differs otherwise than expected"
    case .unjudged: "not judged"
    case .broken: blame == .port ? "broken port" : "the oracle failed"
    }
  }

  /// The numbers behind the verdict.
  var counts: String {
    let tally = result.tally
    let expected = check.expected.isEmpty ? "" : " (\(check.expected.count) as expected)"
    return """
      \(tally.passed) of \(tally.cases) cases passed, \(tally.failed) failed\(expected), \
      \(tally.unsupported) unsupported, in \(duration.seconds.hundredths) s
      """
  }

  var circumstances: [String] {
    let port = result.port
    let (compared, expected, elements) = comparisons
    let extent = compared == expected ? "\(compared)" : "\(compared) of \(expected)"
    return [
      """
      \(port.name.printable) \(port.version.printable) (\(port.language.printable)) against \
      \(result.manifest.profile), \(precision): \(extent) values compared, \(elements) elements
      """
    ]
      + (result.filter.map { ["only the cases that match '\($0.pattern.printable)'"] } ?? [])
      + (result.shard.map { ["only part \($0) of the cases"] } ?? [])
      + (port.lacks.isEmpty ? [] : ["lacks \(lacks): asked only cases in which that does nothing"])
      + declarationNotes
      + check.problems.map(\.printable)
      + result.endFaults.compactMap(\.printableLines.first)
      + (result.notRun > 0
        ? [
          """
          \(result.notRun.counted("case was", "cases were")) not run after \(Suite.faultLimit) were left without an \
          answer
          """
        ] : [])
  }

  /// How the values were compared.
  var precision: String {
    let budget = result.budget
    if budget.isExact { return "bit for bit" }
    let farthest = result.results.flatMap(\.judgement.drift).compactMap(\.ulps).max() ?? 0
    let floor = budget.hasFloor ? ", elements under the budget's magnitude included" : ""
    return
      "within the budget '\(budget.name.printable)' (variables are at most \(farthest) ULP apart\(floor))"
  }

  /// What the port lacks of what every optimizer of this kind has.
  var lacks: String { result.port.lacks.map(\.rawValue).joined(separator: ", ") }
}
