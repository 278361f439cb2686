import ArgumentParser
import Conformance
import Exploration
import FoundationEssentials
import Textbook

struct RulesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Derives which rules each case exercises, or checks the lists that the cases have.",
    discussion: """
      A case exercises a rule if a mistake that breaks it, made in a model of the specification, changes what the case \
      expects. Before that the model without a mistake must pass all.
      """
  )

  @OptionGroup var cases: VectorOptions

  @Flag(help: "Compare with the rules that the cases name.")
  var check = false

  @Option(
    help: ArgumentHelp(
      "With --check: find the rules of so many cases only; of the others, whether they come to their rules.",
      valueName: "cases"))
  var sample: Int?

  @Option(help: "With --sample: which cases are drawn.")
  var seed: UInt64 = 1

  @Option(
    help: "How to print the lists: text, how many cases exercise each rule, or json, the rules of each case.")
  var format = ReportOptions.Format.text

  func validate() throws {
    if sample != nil, !check { throw ValidationError("--sample goes with --check.") }
    if let sample, sample < 1 { throw ValidationError("--sample must be at least 1.") }
  }

  func run() async throws {
    let vectors = try await cases.load()
    let suite = try Suite(vectors: vectors, filter: cases.filter.map(Filter.init))
    let progress = ProgressLine(total: suite.count, since: .now)
    defer { progress.clear() }
    if check { return try compare(suite.cases, progress) }
    let lists = suite.cases.exercised(progress: { progress.show(begun: $0) }) { testCase, exercise in
      List(id: testCase.id, rules: exercise.isRight ? exercise.rules().map(\.id) : nil)
    }
    progress.clear()
    try requireRight(lists.filter { $0.rules == nil }.map(\.id))
    try System.writeOutput(format == .json ? json(lists) : text(lists))
  }

  /// The rules of a case; nil where the model differs from Keras.
  private struct List: Encodable {
    let id: String
    let rules: [String]?
  }

  private func requireRight(_ wrong: [String]) throws {
    guard let first = wrong.first else { return }
    throw CommandFault(
      .machine, "The model itself differs from Keras in \(wrong.count.counted("case")), such as \(first).")
  }

  // MARK: Comparing

  private func compare(_ cases: [Case], _ progress: ProgressLine) throws {
    var randomness = Randomness(seed: seed, index: 0)
    let whole = sample.map { Set(randomness.sample(cases.map(\.id), count: min($0, cases.count))) }
    let found = cases.exercised(progress: { progress.show(begun: $0) }) { testCase, exercise in
      (
        id: testCase.id, isRight: exercise.isRight,
        wrong: exercise.isRight
          ? testCase.wrongRules(exercise, isWhole: whole?.contains(testCase.id) ?? true) : []
      )
    }
    progress.clear()
    try requireRight(found.filter { !$0.isRight }.map(\.id))
    let wrong = found.filter { !$0.wrong.isEmpty }
    var lines = wrong.prefix(20).flatMap { found in found.wrong.map { "\(found.id) \($0)" } }
    let compared = (whole?.count ?? cases.count).counted("list")
    let others = whole.map { cases.count - $0.count } ?? 0
    lines.append(
      "\(wrong.count.counted("case")) wrong; \(compared) compared"
        + (others > 0 ? ", and that \(others.counted("other case")) come to their rules" : ""))
    try System.writeOutput(lines.joined(separator: "\n") + "\n")
    if !wrong.isEmpty { throw Ended(status: .wrongPort) }
  }

  // MARK: Printing

  private func text(_ lists: [List]) -> String {
    let counts = Dictionary(lists.flatMap { $0.rules ?? [] }.map { ($0, 1) }, uniquingKeysWith: +)
    return Rule.all.map { rule in
      let count = String(counts[rule.id] ?? 0)
      return String(repeating: " ", count: max(0, 6 - count.count))
        + "\(count)  \(rule.id)  \(rule.title ?? "")\n"
    }.joined()
  }

  private func json(_ lists: [List]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return String(decoding: try encoder.encode(["cases": lists]), as: UTF8.self) + "\n"
  }
}
