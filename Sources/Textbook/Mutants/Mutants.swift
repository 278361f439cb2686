public import Conformance
public import Dialects

/// The vectors, held against models that make mistakes: whether each is noticed, and by which cases.
public struct Mutants: Sendable {
  private let cases: [Case]

  public init(_ cases: [Case]) { self.cases = cases }

  /// The cases in which the model differs from Keras' answer, at most so many, looked for from the front.
  ///
  /// - Parameter first: Cases that are tried before the others.
  public func kills(
    of dialect: Dialect, limit: Int = .max, first: [Case] = []
  ) -> [(testCase: Case, divergence: Divergence)] {
    var kills: [(Case, Divergence)] = []
    for testCase in first + cases {
      if let divergence = Self.divergence(of: dialect, in: testCase) { kills.append((testCase, divergence)) }
      if kills.count == limit { break }
    }
    return kills
  }

  /// The first difference of a model's answer; nil if there is none.
  public static func divergence(of dialect: Dialect, in testCase: Case) -> Divergence? {
    let port = ModelPort(dialect)
    let reply = port.run(testCase, trace: testCase.hasTrace)
    let judgement = Judgement(of: reply, to: testCase, from: port.describe())
    if case .failed(let divergence) = judgement.verdict { return divergence }
    return nil
  }
}
