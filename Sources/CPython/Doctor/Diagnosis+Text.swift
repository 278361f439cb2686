extension Diagnosis: CustomStringConvertible {
  /// The diagnosis for people: places, modules, verdict.
  public var description: String {
    var lines = ["Looked for a Python \(PythonVersion.oldest.line) to \(PythonVersion.newest.line):"]
    for place in places {
      lines.append("  \(pad(place.origin.rawValue, to: Candidate.Origin.width))  \(place.name)")
      let finding = [
        place.interpreter.map { "Python \($0.version), \($0.executable)" },
        place.library.map { "library \($0)" },
        place.problem,
      ]
      lines += finding.compactMap {
        $0.map { String(repeating: " ", count: Candidate.Origin.width + 4) + $0 }
      }
    }
    if !modules.isEmpty {
      lines.append("Modules:")
      let width = modules.map(\.name.count).max() ?? 0
      for module in modules {
        let absent = module.isRequired ? "missing" : "not installed, not needed"
        lines.append("  \(pad(module.name, to: width))  \(module.version ?? absent)")
      }
    }
    lines.append(remedy.map { "Not ready. \($0)" } ?? "Ready.")
    return lines.joined(separator: "\n").plain
  }

  private func pad(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}

extension Candidate.Origin {
  /// The width of a column of origins.
  fileprivate static let width = allCases.map(\.rawValue.count).max() ?? 0
}
