import ArgumentParser
import Conformance
import Diagnosis
import Dialects
import Textbook

struct RehearseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rehearse",
    abstract: "Holds the diagnosis against every known mistake, and says how well it names them."
  )

  @OptionGroup var cases: VectorOptions
  @Option var arithmetic = "exact"
  @Option var only: String?
  @Flag var out = false
  @Option var pairs = 0
  @Option var seed = 1

  func run() async throws {
    let vectors = try await cases.load()
    let all = vectors.files.flatMap(\.cases).filter { cases.filter.map(Filter.init)?.matches($0) ?? true }
    let rehearsal = Rehearsal(all)
    let arithmetic = Rehearsal.Arithmetic(rawValue: arithmetic) ?? .exact
    var (right, wrong, hidden, count) = (0, 0, 0, 0)
    var sets: [[Mistake]] = Mistake.allCases.map { [$0] }
    if pairs > 0 {
      var state = UInt64(seed)
      func next() -> Int {
        state = state &* 6364136223846793005 &+ 1442695040888963407
        return Int(state >> 33)
      }
      let rules = Mistake.allCases.filter { $0.description.kind == .rule }
      sets = (0..<pairs).map { _ in [rules[next() % rules.count], rules[next() % rules.count]] }
    }
    for mistakes in sets where only.map({ only in mistakes.contains { $0.id == only } }) ?? true {
      let clock = ContinuousClock().now
      let outcome = rehearsal.diagnose(mistakes, arithmetic, excluding: out ? Dialect(mistakes) : .keras)
      count += 1
      let verdict =
        outcome.isHidden ? "hidden" : outcome.isWrong ? "WRONG" : (mistakes.count > 1 ? outcome.isWhollyRight : outcome.isRight) ? "right" : "missed"
      switch verdict {
      case "right": right += 1
      case "WRONG": wrong += 1
      case "hidden": hidden += 1
      default: break
      }
      System.writeErrors(".")
      if verdict != "right", verdict != "hidden" || only != nil {
        print(verdict, mistakes.map { "\($0.id)(\($0.description.kind))" }.joined(separator: " "), outcome.diagnosis.level.rawValue,
          outcome.diagnosis.findings.map { "\($0.mistake.id) \($0.explained)/\($0.of)\($0.isExact ? " exact" : "")" }.joined(separator: ", "),
          "partial", outcome.diagnosis.partial.map(\.mistake.id).joined(separator: ","),
          "left", outcome.diagnosis.unexplained.prefix(2).joined(separator: " "), outcome.diagnosis.largestShare, outcome.diagnosis.refusals.refused.prefix(2), outcome.diagnosis.refusals.taken.prefix(2), ContinuousClock().now - clock)
      }
    }
    print("right \(right) wrong \(wrong) hidden \(hidden) of \(count)")
  }
}
