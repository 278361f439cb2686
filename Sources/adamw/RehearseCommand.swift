import ArgumentParser
import Conformance
import Diagnosis
import Dialects
import Exploration

/// The diagnosis, held against mistakes that are known.
struct RehearseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rehearse",
    abstract: "Says how well the diagnosis names what it is known to be wrong.",
    discussion: """
      A model of the specification makes each known mistake, and the diagnosis is given its answers to the cases. In \
      exact arithmetic it can be told by its bits; drifting arithmetic, which the diagnosis does not know, is off by a \
      unit in the last place at each operation.
      """
  )

  @OptionGroup var cases: VectorOptions

  @Option(
    help: "How the model computes: exact or drifting.",
    transform: { text in
      guard let arithmetic = Rehearsal.Arithmetic(rawValue: text) else {
        throw ValidationError("'\(text)' is neither exact nor drifting.")
      }
      return arithmetic
    })
  var arithmetic = Rehearsal.Arithmetic.exact

  @Option(help: ArgumentHelp("Only this mistake.", valueName: "id"))
  var only: String?

  @Option(help: "So many sets of mistakes that are drawn at random, instead of each mistake by itself.")
  var sets = 0

  @Option(help: "How many mistakes are in a set.")
  var size = 2

  @Option(help: "Where the drawing begins.")
  var seed: UInt64 = 1

  @Option(help: "The least percentage of those that rounding does not hide that must be right.")
  var atLeast = 0.0

  @Flag(
    help: """
      Let the diagnosis not know the mistakes that are made, nor others that come to the same numbers: then it must not \
      name another rule.
      """)
  var leaveOut = false

  func validate() throws {
    guard (0...100).contains(atLeast) else { throw ValidationError("A percentage is from 0 to 100.") }
    guard sets >= 0, (1...10).contains(size) else { throw ValidationError("A set has 1 to 10 mistakes.") }
    if let only { _ = try Mistake.named(only, in: cases.profile) }
  }

  func run() async throws {
    let vectors = try await cases.load()
    let suite = try Suite(vectors: vectors, filter: cases.filter.map(Filter.init))
    let rehearsal = Rehearsal(suite.cases, in: cases.profile, findsTwins: leaveOut)
    let chosen = sets > 0 ? drawn : Mistake.all(in: cases.profile).map { [$0] }
    let ports = chosen.filter { set in only.map { id in set.contains { $0.id == id } } ?? true }
    let progress = ProgressLine(total: ports.count, since: .now)
    defer { progress.clear() }
    var outcomes: [Rehearsal.Outcome] = []
    for (index, mistakes) in ports.enumerated() {
      progress.show(begun: index)
      outcomes.append(
        rehearsal.diagnose(mistakes, arithmetic, excluding: leaveOut ? rehearsal.withTwins(mistakes) : .keras)
      )
    }
    progress.clear()
    try System.writeOutput(text(outcomes))
    if !isGood(outcomes) { throw Ended(status: .wrongPort) }
  }

  /// Sets of different mistakes that break rules.
  private var drawn: [[Mistake]] {
    let rules = Mistake.all(in: cases.profile).filter { $0.description.kind == .rule }
    return (0..<sets).map { index in
      var randomness = Randomness(seed: seed, index: index)
      return randomness.sample(rules, count: size)
    }
  }

  /// Nothing wrong is said, of what the diagnosis does not know in at most a hundredth; and enough that is right.
  private func isGood(_ outcomes: [Rehearsal.Outcome]) -> Bool {
    let shown = outcomes.filter { $0.verdict != .hidden }
    let right = shown.count { $0.verdict == .right }
    let wrong = shown.count { $0.verdict == .wrong }
    return wrong * 100 <= (leaveOut ? shown.count : 0) && Double(right) * 100 >= atLeast * Double(shown.count)
  }

  private func text(_ outcomes: [Rehearsal.Outcome]) -> String {
    let counts = Rehearsal.Outcome.Verdict.allCases.map { verdict in
      "\(outcomes.count { $0.verdict == verdict }) \(verdict.rawValue)"
    }
    var lines = ["of \(outcomes.count.counted("port")): \(counts.joined(separator: ", "))"]
    let hidden = outcomes.filter { $0.verdict == .hidden }.map {
      $0.mistakes.map(\.id).joined(separator: " and ")
    }
    if !hidden.isEmpty { lines.append("hidden: \(hidden.joined(separator: ", "))") }
    for outcome in outcomes where [.wrong, .beside, .missed].contains(outcome.verdict) {
      let made = outcome.mistakes.map(\.id).joined(separator: " and ")
      let said = outcome.diagnosis.findings.map(\.mistake.id).joined(separator: " and ")
      lines.append(
        "\(outcome.verdict.rawValue): \(made): \(said.isEmpty ? outcome.diagnosis.level.rawValue : said)")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
