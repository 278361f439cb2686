@testable import VectorFiles
import Conformance
import KerasOracle
import Testing

/// A sample of the vectors, once more from real Keras.
@Suite(.enabled(if: Live.isWanted, "\(Live.reason)"))
struct VectorTests {
  private static let store = VectorStore(root: Live.packageRoot + "/Vectors")
  private static let fileNames = (try? store.manifest().files.map(\.name)) ?? []
  private static let loaded = Task { try await store.load() }

  /// How many cases of a file are run, evenly spread: `adamw keras verify` runs them all.
  private static let limit = 10

  @Test("Keras answers in every bit what it answered", arguments: fileNames)
  func kerasAnswersWhatItAnswered(file name: String) async throws {
    let file = try await Self.loaded.value.files.first { $0.name == name }
    let cases = try #require(file?.cases)
    let port = try Live.start()
    let description = try await port.describe()
    let step = max(1, cases.count / Self.limit)
    for index in stride(from: 0, to: cases.count, by: step) {
      let testCase = cases[index]
      let reply = try await port.run(testCase, trace: testCase.hasTrace)
      let judgement = Judgement(of: reply, to: testCase, from: description)
      #expect(judgement.verdict == .passed, "\(testCase.id): \(judgement.verdict)")
      #expect(judgement.compared > 0, "\(testCase.id) compares nothing")
    }
  }
}

extension Case {
  fileprivate var hasTrace: Bool {
    if case .values(let values) = expectation { values.trace != nil } else { false }
  }
}
