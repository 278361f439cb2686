import Conformance
import Dialects
import FoundationEssentials

/// What became of mistakes, for people and for programs.
struct MutantsResult: Encodable {
  struct Mutant: Encodable {
    let id: String
    let rules: [String]
    let says: String
    /// The first case that notices it.
    let killedBy: String?
    /// How many cases notice it; nil if they were not counted.
    let kills: Int?

    init(_ mistake: Mistake, by killer: String?, count: Int? = nil) {
      id = mistake.id
      rules = mistake.description.rules.map(\.id)
      says = mistake.description.says
      killedBy = killer
      kills = count
    }

    var survives: Bool { killedBy == nil }
  }

  let format = "adamw-mutants/1"
  let cases: Int
  let seconds: Double
  /// Those that fewest cases notice first, where that was counted.
  let mutants: [Mutant]

  init(_ mutants: [Mutant], cases: Int, seconds: Double) {
    self.cases = cases
    self.seconds = seconds
    self.mutants = mutants.sorted { ($0.kills ?? 0) < ($1.kills ?? 0) }
  }

  var survivors: [Mutant] { mutants.filter(\.survives) }

  /// The first line.
  private var verdict: String {
    if !survivors.isEmpty {
      return
        "\(survivors.count) of \(mutants.count.counted("mistake")) survive\(survivors.count == 1 ? "s" : "")"
    }
    return mutants.count == 1 ? "the mistake is noticed" : "all \(mutants.count) mistakes are noticed"
  }

  var text: String {
    var lines = [verdict]
    for mutant in survivors {
      lines += [
        "  \(mutant.id) (\(mutant.rules.joined(separator: ", ")))".wrapped(to: 80),
        "    \(mutant.says)".wrapped(to: 80),
      ]
      .flatMap(\.self)
    }
    lines.append("\(cases.counted("case")), \((seconds * 10).rounded() / 10) s")
    if mutants.contains(where: { $0.kills != nil }) {
      let width = mutants.map { String($0.kills ?? 0).count }.max() ?? 0
      lines += ["", "cases that notice it"]
      lines += mutants.map { mutant in
        let count = String(mutant.kills ?? 0)
        return "  " + String(repeating: " ", count: width - count.count) + count + "  " + mutant.id
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}
