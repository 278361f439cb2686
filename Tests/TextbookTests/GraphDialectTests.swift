import Conformance
import Dialects
import Foundation
import ReferencePort
import Testing
import Textbook
import VectorFiles

/// The model of a step in a graph.
@Suite struct GraphDialectTests {
  private static let cases = Task {
    let root = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Vectors").standardized
    return try await VectorStore(root: root.path).load().files.flatMap(\.cases)
  }

  @Test func theModelEqualsTheReferenceInEveryBit() async throws {
    let (reference, model) = (SwiftPort(in: .graph), ModelPort(Dialect(in: .graph)))
    var different: [String] = []
    for testCase in try await Self.cases.value {
      let expected = try testCase.expecting(reference.run(testCase, trace: testCase.hasTrace))
      let reply = model.run(testCase, trace: testCase.hasTrace)
      let judgement = Judgement(of: reply, to: expected, from: model.describe())
      if judgement.verdict != .passed { different.append("\(testCase.id): \(judgement.verdict)") }
    }
    #expect(different == [])
  }

  @Test("Each profile has a list of mistakes, and the model asks for no others", arguments: Profile.allCases)
  func mistakesOfAProfile(profile: Profile) async throws {
    let all = Mistake.all(in: profile)
    #expect(all.count == (profile == .eager ? 561 : 602))
    let known = Dialect.all(in: profile)
    var others: Set<Mistake> = []
    for testCase in try await Self.cases.value {
      let met = ModelPort.answer(testCase, Dialect(in: profile)).met
      others.formUnion(met.mistakes.filter { !known.makes($0) })
    }
    #expect(others == [])
  }
}

extension Case {
  /// The case with what a port answered in place of what Keras does.
  fileprivate func expecting(_ reply: PortReply) throws -> Case {
    var expecting = self
    switch reply {
    case .observation(let observation):
      let steps = observation.steps.enumerated().map { ExpectedValues.Step(event: $0, variables: $1) }
      expecting.expectation = .values(
        ExpectedValues(steps: steps, state: observation.state, trace: observation.trace))
    case .refused(let refusal): expecting.expectation = .refusal(refusal)
    default: try #require(Bool(false), "the reference has everything")
    }
    return expecting
  }
}
