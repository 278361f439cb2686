import Conformance

extension Mistake {
  /// All mistakes as Appendix C of the specification lists them: a table for each chapter.
  package static var appendix: String {
    titledChapters.enumerated().map { index, chapter in
      let rows = chapter.descriptions.map(\.row).joined(separator: "\n")
      return """
        ### C.\(index + 1)  \(chapter.title)

        | id | mistake | breaks | |
        |---|---|---|---|
        \(rows)
        """
    }.joined(separator: "\n\n")
  }
}

extension Mistake.Description {
  fileprivate var row: String {
    let rules = rules.map(\.id).joined(separator: ", ")
    let remarks = [
      kind.remark, mistake.canBeMade(in: .graph) ? nil : "in eager mode only",
      seen.isEmpty ? nil : "in " + seen.joined(separator: ", "),
    ]
    let more = remarks.compactMap(\.self)
    return "| `\(mistake.id)` | \(says) | \(rules) | \(more.joined(separator: "; ")) |"
  }
}

extension Mistake.Kind {
  /// What is said of the kind; nothing of that of most.
  fileprivate var remark: String? {
    switch self {
    case .rule: nil
    case .rounding: "rounding"
    case .refusal: "refusal"
    }
  }
}
