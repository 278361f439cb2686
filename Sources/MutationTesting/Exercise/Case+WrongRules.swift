public import Conformance

extension Case {
  /// What is wrong with the list of rules of a case that should have these: clauses.
  public func wrongRules(_ right: [Rule]) -> [String] {
    let superfluous = rules.filter { !right.contains($0) }
    let missing = right.filter { !rules.contains($0) }
    var wrong: [String] = []
    if !superfluous.isEmpty { wrong.append("names \(superfluous.listed), which it does not exercise") }
    if !missing.isEmpty { wrong.append("does not name \(missing.listed)") }
    // The first is the one that it is made for, if it is made for one.
    if rules.dropFirst().sorted() != Array(rules.dropFirst()) {
      wrong.append("does not name its rules in the order of the specification")
    }
    return wrong
  }
}

extension [Rule] {
  fileprivate var listed: String { map(\.id).joined(separator: ", ") }
}
