import Conformance
import Dialects
import Explanations
import Foundation
import Testing
import VectorFiles

@testable import Textbook

/// The numbers of one update, rule by rule.
@Suite struct ExplanationTests {
  private static let store = VectorStore(
    root: URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Vectors").standardized
      .path)

  private func testCase(_ id: String) async throws -> Case {
    try #require(try await Self.store.load().files.flatMap(\.cases).first { $0.id == id }).completed()
  }

  private func answer(_ testCase: Case, _ dialect: Dialect, trace: Bool = false) throws -> Observation {
    guard case .observation(let observation) = ModelPort(dialect).run(testCase, trace: trace) else {
      throw ExplanationError.refused(id: testCase.id)
    }
    return observation
  }

  private func explain(
    _ testCase: Case, _ dialect: Dialect, trace: Bool = true, otherwise: Dialect = .keras
  ) throws -> Explanation {
    let whole = try answer(testCase, dialect, trace: trace)
    let judgement = Judgement(of: .observation(whole), to: testCase, from: ModelPort().describe())
    var divergence: Divergence?
    if case .failed(let first) = judgement.verdict { divergence = first }
    let place = try Explanation.Place(in: testCase, answer: whole, divergence: divergence)
    let cut = try answer(testCase.cut(at: place.event), dialect, trace: trace)
    let keras = try #require(Explanation.Account(.keras, testCase, at: place.event))
    let other = try #require(Explanation.Account(cut, testCase, at: place.event, otherwise: otherwise))
    return Explanation(testCase, at: place, keras: keras, other: other)
  }

  @Test(arguments: [
    (Mistake.decayHalved, "decayed", "R-DECAY-1"), (.biasCorrectionWithoutRoot, "alpha", "R-BIAS-2"),
    (.momentumWithBeta2, "momentum", "R-MOMENTUM-1"), (.velocityWithBeta1, "velocity", "R-VELOCITY-1"),
    (.epsilonInsideRoot, "update", "R-UPDATE-1"), (.updateAdded, "updated", "R-UPDATE-1"),
  ])
  func theFirstDifferenceOfATraceIsTheQuantityThatIsWrong(mistake: Mistake, quantity: String, rule: String)
    async throws
  {
    let explanation = try explain(try await testCase("core-float32/plain"), Dialect([mistake]))
    #expect(explanation.place.step == 1)
    #expect(explanation.difference?.quantity == quantity)
    #expect(explanation.difference?.rule?.id == rule)
    #expect(explanation.rows.last?.quantity == quantity, "it ends there")
    #expect(explanation.rows.allSatisfy { $0.isOfPort })
  }

  @Test func withoutATraceTheMistakesSayWhatTheStepWas() async throws {
    let mistakes = Dialect([.decayHalved])
    let explanation = try explain(
      try await testCase("core-float32/plain"), mistakes, trace: false, otherwise: mistakes)
    #expect(explanation.difference?.quantity == "decayed")
    #expect(explanation.difference?.isOfPort == false)
    #expect(explanation.rows.last?.quantity == "variable")
    #expect(explanation.rows.last?.isOfPort == true)
    #expect(explanation.rows.last?.differs == true)
  }

  @Test func aRightPortDiffersNowhere() async throws {
    let explanation = try explain(try await testCase("core-float32/amsgrad"), .keras)
    #expect(explanation.difference == nil)
    let quantities = explanation.rows.map(\.quantity)
    #expect(quantities.prefix(3) == ["variable_before", "gradient", "decayed"])
    #expect(quantities.contains("velocity_hat") && !quantities.contains("gradient_clipped"))
  }

  @Test("Every quantity of a recorded trace has its place", arguments: ["traces/", "checkpoint/", "sparse/"])
  func allQuantitiesAreShown(prefix: String) async throws {
    let cases = try await Self.store.load().files.flatMap(\.cases).filter { $0.id.hasPrefix(prefix) }
    for testCase in cases {
      guard case .values(let values) = testCase.expectation, let entry = values.trace?.first else { continue }
      for (i, quantities) in entry.variables.enumerated() where testCase.variables[i].count > 0 {
        guard let quantities else { continue }
        let step = testCase.step(ofEvent: entry.event)
        let place = try Explanation.Place(in: testCase, step: step, variable: String(i))
        let keras = try #require(Explanation.Account(.keras, testCase, at: place.event))
        let shown = Set(Explanation(testCase, at: place, keras: keras, other: nil).rows.map(\.quantity))
        let dense = quantities.filter { $0.value.count == testCase.variables[i].count || $0.key == .norm }
        #expect(shown.isSuperset(of: dense.keys.map(\.rawValue)), "\(testCase.id)")
      }
    }
  }

  @Test func whatIsNotThereIsSaid() async throws {
    let plain = try await testCase("core-float32/plain")
    #expect(throws: ExplanationError.noSuchStep(99, steps: 13)) { try Explanation.Place(in: plain, step: 99) }
    #expect(throws: ExplanationError.noSuchStep(0, steps: 13)) { try Explanation.Place(in: plain, step: 0) }
    #expect(throws: ExplanationError.noSuchVariable("x", names: plain.variables.map(\.name))) {
      try Explanation.Place(in: plain, variable: "x")
    }
    #expect(throws: ExplanationError.noSuchElement(7, variable: "bias", elements: 1)) {
      try Explanation.Place(in: plain, variable: "bias", element: 7)
    }
    let refused = try await Self.store.load().files.flatMap(\.cases).first { $0.id.hasPrefix("errors/") }
    #expect(throws: ExplanationError.self) { try #require(refused).completed() }
  }
}
