import Conformance
import Diagnosis
import Dialects

extension Diagnosis {
  /// What is to be read below the headline: a line each, without the full stop.
  var notes: [String] {
    let reasons =
      switch level {
      case .bits: [String]()
      case .rules: roundingNotes + nearestNotes
      case .broken: brokenNotes + leftNotes + refusalNotes + likenessNotes + exampleNotes
      case .unexplained: partialNotes + refusalNotes + exampleNotes
      }
    return reasons + (level != .bits && probesJudged == 0 ? [Self.noProbes] : [])
  }

  private static let noProbes = "no probe was among the cases that ran: 'adamw diagnose -- ...' asks them all"

  // MARK: Every rule is followed

  private var roundingNotes: [String] {
    if roundings.isEmpty { return [] }
    let isExact = roundings.allSatisfy(\.isExact)
    let changes = roundings.count == 1 ? "one change" : "\(roundings.count) changes"
    let what = isExact ? "equal in every bit with \(changes)" : "most of it is explained by \(changes)"
    if roundings.count == 1 { return ["\(what): \(roundings[0].inWords)"] }
    return ["\(what):"] + roundings.map { "- \($0.inWords)" }
  }

  private var nearestNotes: [String] {
    let nearest = nearest.map {
      """
      nearest known mistake: \($0.mistake.inWords), \($0.times.asFactor) times farther away than its rounding may be
      """
    }
    return [nearest].compactMap(\.self) + undecidedNotes
  }

  private var undecidedNotes: [String] {
    if undecided.isEmpty { return [] }
    return [
      "\(undecided.count.counted("known mistake")) cannot be told apart from its rounding (named below)"
    ]
  }

  /// Each of the mistakes that the rounding hides.
  var undecidedItems: [String] { undecided.map { "- \($0.inWords)" } }

  // MARK: Rules are broken

  private var brokenNotes: [String] {
    let mistakes = brokenRules
    let it = mistakes.count == 1 ? "it" : "them"
    let isExact = findings.allSatisfy(\.isExact)
    let also = roundings.isEmpty ? "" : " and the roundings below"
    let equals = "equals, bit for bit in all \(cases) cases, AdamW with \(it)\(also)"
    let offBy = "at most \(largestShare.shareAtMost) of the way that Keras moves a weight"
    let follows = "without \(it) the port follows the rules, off by \(offBy)"
    let shares: [String]
    if mistakes.count > 1 {
      shares = mistakes.map { "- \($0.inWords), in \($0.extent)" } + [isExact ? equals : follows]
    } else {
      let rounded = differing - mistakes[0].explained - left + errors - undecidable
      let silent = undecidable > 0 ? "; in \(undecidable) rounding decides all" : ""
      let others =
        "\(rounded) more \(rounded == 1 ? "differs" : "differ") by rounding alone, \(offBy)\(silent)"
      let rest = isExact ? equals : rounded > 0 ? others : follows
      shares = ["explains \(mistakes[0].extent); \(rest)"]
    }
    return shares + roundings.map { "- rounded differently: \($0.inWords)" }
  }

  private var leftNotes: [String] {
    guard let first = unexplained.first else { return [] }
    let stay = unexplained.count == 1 ? "stays" : "stay"
    return ["\(unexplained.count.counted("case")) \(stay) unexplained, as \(first)"]
  }

  /// Who has made the same.
  private var likenessNotes: [String] {
    if !dialects.isEmpty {
      let names = dialects.prefix(3).map { "\($0.name) \($0.version)" }
      let others = dialects.count > 3 ? ", and \(dialects.count - 3) more" : ""
      return ["the same rules as in \(names.joined(separator: ", "))\(others)"]
    }
    guard brokenRules.count == 1, !brokenRules[0].mistake.description.seen.isEmpty else { return [] }
    return ["also seen in \(brokenRules[0].mistake.description.seen.joined(separator: ", "))"]
  }

  private var exampleNotes: [String] {
    guard let example else { return [] }
    var numbers = "Keras \(example.decimal(example.expected)), the port \(example.decimal(example.actual))"
    if level == .broken, let predicted = example.predicted, findings.contains(where: { !$0.isExact }) {
      numbers +=
        ", with \(brokenRules.count == 1 ? "this mistake" : "these mistakes") \(example.decimal(predicted))"
    }
    return [
      "for example \(example.place): \(numbers)",
      "'adamw explain \(example.testCase) --step \(example.step) -- ...' shows them side by side",
    ]
  }

  // MARK: Not all is explained

  private var partialNotes: [String] {
    guard !partial.isEmpty else { return [] }
    let others = max(0, allDiffering - left - undecidable).counted("differing case")
    if partial.count == 1 { return ["the other \(others): \(partial[0].inWords)"] }
    return ["the other \(others):"] + partial.map { "- \($0.inWords)" }
  }

  private var refusalNotes: [String] {
    var notes: [String] = []
    if let first = refusals.refused.first {
      let says = refusals.message.map { ": \($0.excerpt)" } ?? ""
      notes.append("\(refusals.refused.count.counted("case")) refused that Keras takes, as \(first)\(says)")
    }
    if let first = refusals.taken.first {
      notes.append("\(refusals.taken.count.counted("case")) taken that Keras refuses, as \(first)")
    }
    if errors > 0 { notes.append("\(errors.counted("case")) answered with an error of the port's own") }
    return notes
  }
}

extension Diagnosis.Finding {
  fileprivate var extent: String { "\(explained) of \(of.counted("differing case"))" }
}

extension Diagnosis.Example {
  /// Where the number is.
  var place: String { "\(testCase), step \(step), \(variable.printable)[\(element)]" }

  func decimal(_ value: Double) -> String { dtype.decimal(ofBits: dtype.bits(nearestTo: value)) }
}
