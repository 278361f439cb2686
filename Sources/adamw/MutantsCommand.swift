import ArgumentParser
import Conformance
import Dialects
import Textbook

struct MutantsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mutants",
    abstract: "Runs the vectors on every known mistake, and says which none of them notices."
  )

  @OptionGroup var cases: VectorOptions
  @Flag var counts = false

  func run() async throws {
    let vectors = try await cases.load()
    let all = vectors.files.flatMap(\.cases).filter { cases.filter.map(Filter.init)?.matches($0) ?? true }
    let clock = ContinuousClock()
    let start = clock.now
    let wrong = Mutants(all).kills(of: .keras)
    print("the textbook: \(all.count - wrong.count) of \(all.count) in \(clock.now - start)")
    let t = clock.now
    var c = 0
    for x in all { if case .values(let v) = x.expectation { c += Prediction(x, .keras, events: v.steps.map(\.event)).values?.count ?? 0 } }
    print("witness", c, clock.now - t)
    if !counts { return }
    let mutants = Mutants(all)
    let limit = counts ? Int.max : 1
    await withTaskGroup(of: (Mistake, Int, String, Duration).self) { group in
      for mistake in Mistake.allCases {
        group.addTask {
          let start = ContinuousClock().now
          let kills = mutants.kills(of: Dialect([mistake]), limit: limit)
          return (mistake, kills.count, kills.first?.testCase.id ?? "-", ContinuousClock().now - start)
        }
      }
      for await (m, n, id, time) in group { print(n == 0 ? "SURVIVES" : "killed", m, n, id, time) }
    }
    print(clock.now - start)
  }
}
