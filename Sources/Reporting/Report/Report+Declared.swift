import Conformance

extension Report {
  /// The features that the port declares and that no case that ran needs; none of a part of the vectors, which
  /// says nothing about the others.
  var idleFeatures: [String] {
    // A file by itself, which lists no rules, is such a part.
    guard let declared = result.port.features, result.isWhole, result.notRun == 0,
      result.manifest.rules != nil
    else { return [] }
    var idle = Set(declared).intersection(Feature.known).subtracting(Feature.reported)
    for result in result.results where !idle.isEmpty {
      if case .unsupported = result.judgement.verdict { continue }
      idle.subtract(result.testCase.features)
    }
    return idle.map(\.name).sorted()
  }

  /// What the port declares, a feature or a type, and the protocol does not know.
  var unknownNames: [String] {
    let features = Set(result.port.features ?? []).subtracting(Feature.known)
    return result.port.unknownDTypes + features.map(\.name).sorted()
  }

  /// What is to be said of the port's declaration: a line each.
  var declarationNotes: [String] {
    [("but no case that ran needs it", idleFeatures), ("and unknown", unknownNames)]
      .filter { !$0.1.isEmpty }
      .map { "declared, \($0): \($1.map(\.excerpt).joined(separator: ", "))" }
  }
}
