import ArgumentParser
import Conformance
import FoundationEssentials
import MutationTesting

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

  @Option(help: "How to print the rules: text, how many cases exercise each, or json, those of each case.")
  var format = ReportOptions.Format.text

  func run() async throws {
    let vectors = try await cases.load()
    let suite = try Suite(vectors: vectors, filter: cases.filter.map(Filter.init))
    let progress = ProgressLine(total: suite.count, since: .now)
    defer { progress.clear() }
    let lists = suite.cases.exercised(in: cases.profile) { progress.show(begun: $0) }
    progress.clear()
    let wrong = zip(suite.cases, lists).filter { $1 == nil }.map(\.0.id)
    if let first = wrong.first {
      throw CommandFault(
        .machine, "The model itself differs from Keras in \(wrong.count.counted("case")), such as \(first).")
    }
    let rules = zip(suite.cases, lists).map { (testCase: $0, rules: $1 ?? []) }
    if check { return try compare(rules) }
    try System.writeOutput(format == .json ? json(rules) : text(rules))
  }

  private typealias Exercised = (testCase: Case, rules: [Rule])

  private func compare(_ exercised: [Exercised]) throws {
    let wrong = exercised.map { ($0.testCase.id, wrongRules($0)) }.filter { !$0.1.isEmpty }
    let lines = wrong.prefix(20).flatMap { id, clauses in clauses.map { "\(id) \($0)\n" } }
    let verdict = "\(wrong.count) of \(exercised.count.counted("list of rules", "lists of rules")) wrong\n"
    try System.writeOutput(lines.joined() + verdict)
    if !wrong.isEmpty { throw Ended(status: .wrongPort) }
  }

  /// In a graph a case names what it exercises in eager mode, and beside that the rules of a graph alone.
  private func wrongRules(_ exercised: Exercised) -> [String] {
    guard cases.profile == .graph else { return exercised.testCase.wrongRules(exercised.rules) }
    var testCase = exercised.testCase
    testCase.rules = testCase.rules.filter(\.isOfGraph)
    return testCase.wrongRules(exercised.rules.filter(\.isOfGraph))
  }

  private func text(_ exercised: [Exercised]) -> String {
    let counts = Dictionary(exercised.flatMap(\.rules).map { ($0, 1) }, uniquingKeysWith: +)
    let width = String(exercised.count).count
    return Rule.all(in: cases.profile).map { rule in
      let count = String(counts[rule] ?? 0)
      return String(repeating: " ", count: width - count.count) + "\(count)  \(rule)  \(rule.title ?? "")\n"
    }.joined()
  }

  private func json(_ exercised: [Exercised]) throws -> String {
    let lists = exercised.map { List(id: $0.testCase.id, rules: $0.rules.map(\.id)) }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(["cases": lists]), as: UTF8.self) + "\n"
  }

  private struct List: Encodable {
    let id: String
    let rules: [String]
  }
}
