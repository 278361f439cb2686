import Conformance
import Dialects
import Foundation
import Testing
import Textbook
import VectorFiles

@testable import MutationTesting

/// The rules of cases, as runs of the model tell them; `make rule-lists` compares all lists.
@Suite struct ExerciseTests {
  private static let package = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
    .standardized
  private static let vectors = Task {
    try await VectorStore(root: package.appending(path: "Vectors").path).load()
  }

  private func cases(_ ids: [String]) async throws -> [Case] {
    let found = try await Self.vectors.value.files.flatMap(\.cases).filter { ids.contains($0.id) }
    try #require(found.count == ids.count)
    return found
  }

  @Test func theEssentialCasesNameWhatTheyExercise() async throws {
    let essential = try await cases(Self.vectors.value.manifest.essential)
    for (testCase, rules) in zip(essential, essential.exercised()) {
      #expect(
        try testCase.wrongRules(#require(rules)) == [], "\(testCase.id): make tag writes the lists again")
    }
  }

  @Test("A rule counts where it has an effect, also the effect that something is off")
  func effects() async throws {
    func rules(_ id: String) async throws -> [Rule] {
      try #require(await cases([id]).exercised()[0])
    }
    let clipped = try await rules("replicas/float32+clipnorm+ema2+factor")
    #expect(clipped.contains("R-CLIP-NORM-1") && !clipped.contains("R-CLIP-GLOBAL-1"))
    #expect(try await rules("resumed/float32+iterations-5+everything").contains("R-EMA-4"))
    #expect(try await rules("edges/float32+clipnorm-zero").contains("R-CLIP-OFF-1"))
    #expect(
      try await !rules("learning-rates/callable-at-the-end").contains("R-RATE-4"), "nothing comes behind it")
    #expect(try await rules("constraints/refused-axis-of-a-scalar") == ["R-ERROR-CONSTRAINT"])
  }

  @Test func nothingIsDerivedFromAnAnswerThatTheModelDoesNotGive() async throws {
    var testCase = try #require(await cases(["core-float32/plain"]).first)
    testCase.arguments.given[.epsilon] = .number(1)
    #expect([testCase].exercised() == [nil])
  }

  @Test func wrongListsAreSaid() {
    let testCase = Case(id: "sample", rules: ["R-EMA-1", "R-BIAS-1", "R-APPLY-1"], variables: [], script: [])
    #expect(
      testCase.wrongRules(["R-APPLY-1", "R-BIAS-1", "R-UPDATE-1"]) == [
        "names R-EMA-1, which it does not exercise", "does not name R-UPDATE-1",
        "does not name its rules in the order of the specification",
      ])
    #expect(
      Case(id: "sample", rules: ["R-EMA-1", "R-APPLY-1"], variables: [], script: []).wrongRules(
        ["R-APPLY-1", "R-EMA-1"]) == [], "the first may be the one that it is made for")
  }

  @Test("The model notes the rules that it is said to note, and no others but refusals")
  func notedRules() async throws {
    let vectors = try await Self.vectors.value
    let constrained = vectors.files.filter { $0.name == "constraints.json" }.flatMap(\.cases)
    let some = try await cases(vectors.manifest.essential) + constrained
    let entered = some.reduce(into: Set()) { $0.formUnion(ModelPort.examination(of: $1, in: .eager).entered) }
    #expect(entered.filter { !$0.group.hasPrefix("ERROR-") } == Rule.noted)
  }

  /// What a port that does not flush is not asked, by the numbers of the case.
  @Test("Cases that notice that subnormals are kept need flushing, but for a few whose numbers do not tell")
  func flushing() async throws {
    let cases = try await Self.vectors.value.files.flatMap(\.cases)
    let kills = Mutants(cases).allKills(of: [.subnormalsKept, .subnormalOperandsKept, .subnormalResultsKept])
    let noticing = Set(kills.values.joined()).sorted().map { cases[$0] }
    #expect(noticing.count > 50)
    let untold = noticing.filter { !$0.features.contains(.flushSubnormals) }.map(\.id)
    // In these a subnormal is an argument or a threshold, or it comes of the computation.
    let known = [
      "edges/float64+clipnorm-subnormal", "edges/float64+global_clipnorm-subnormal",
      "edges/float64+clipvalue-subnormal", "edges/float64+global_clipnorm-subnormal+gradient-zero",
      "boundaries/power-of-a-subnormal", "boundaries/subnormal-scale1e-40",
      "boundaries/subnormal-scale-1e-39", "loss-scale/up-to-infinity-float32",
      "loss-scale/up-to-infinity-float32+ema", "constraints/tiny-float32-maxnorm",
      "constraints/tiny-float32-maxnorm+accumulate2", "constraints/tiny-float32-minmaxnorm",
      "constraints/tiny-float32-minmaxnorm+accumulate2",
    ]
    #expect(untold == known)
  }
}
