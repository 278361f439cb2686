import Conformance
import Diagnosis
import Dialects
import Explanations
import PortProcesses

/// What a program answers to a case, and where it says nothing of intermediate quantities what its mistakes make of it.
struct PortAccount {
  /// The answer to the whole case, and its first difference from Keras'.
  let answer: Observation
  let divergence: Divergence?
  /// The mistakes that explain the program, if it gives no trace.
  let mistakes: [Mistake]

  private let testCase: Case
  private let profile: Profile
  private let port: ProcessPort
  private let givesTrace: Bool

  /// Asks a program the whole case, and the probes if it gives no trace.
  init(
    of testCase: Case, from port: ProcessPort, in vectors: VectorSet, _ profile: Profile
  ) async throws {
    self.testCase = testCase
    self.profile = profile
    self.port = port
    let description = try await port.describe()
    if let missing = description.missing(for: testCase) {
      throw CommandFault(.usage, "The program says that it lacks \(missing.feature), which the case needs.")
    }
    let asks = description.features?.contains(.trace) ?? true
    let reply = try await port.run(testCase, trace: asks)
    let judgement = Judgement(of: reply, to: testCase, from: description)
    if case .failed(let difference) = judgement.verdict { divergence = difference } else { divergence = nil }
    guard case .observation(let answer) = reply, answer.steps.count == testCase.script.count else {
      throw AnswerFault(
        description: "The program has no numbers for the case: \(divergence?.explanation ?? "unsupported").")
    }
    self.answer = answer
    givesTrace = answer.trace?.isEmpty == false
    mistakes = givesTrace ? [] : try await Self.mistakes(of: port, in: vectors, profile)
  }

  private static func mistakes(
    of port: ProcessPort, in vectors: VectorSet, _ profile: Profile
  ) async throws -> [Mistake] {
    guard let probes = try? Suite(vectors: vectors, filter: Filter("probes/*")) else { return [] }
    let result = try await probes.run { UnendedPort(port: port) }
    let diagnosis = Diagnosis(of: result.results, in: profile)
    return (diagnosis.findings + diagnosis.partial).map(\.mistake)
  }

  /// The numbers up to and with an event, with the state behind it.
  func numbers(at event: Int) async throws -> Explanation.Account? {
    var answer = answer
    if event < testCase.script.count - 1 {
      if case .observation(let earlier) = try await port.run(testCase.cut(at: event), trace: givesTrace) {
        answer = earlier
      }
    }
    return Explanation.Account(answer, testCase, at: event, otherwise: Dialect(mistakes, in: profile))
  }

  func finish() async throws { try await port.finish() }
}

/// A program that answers, but not with numbers.
struct AnswerFault: Fault {
  let blame = Blame.port
  let description: String
}

/// A port that a suite asks, and leaves running.
private struct UnendedPort: Port {
  let port: ProcessPort

  func describe() async throws -> PortDescription { try await port.describe() }
  func run(_ testCase: Case, trace: Bool) async throws -> PortReply {
    try await port.run(testCase, trace: trace)
  }
}
