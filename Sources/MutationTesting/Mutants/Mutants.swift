public import Conformance
import Dialects
import Textbook

/// The vectors, held against models that make mistakes: whether each is noticed, and by which cases.
///
/// A model is held against values, state and refusals alone: a mistake that shows in a trace only is not noticed where
/// a port gives none.
public struct Mutants: Sendable {
  /// A case, and the mistakes by which the model's answer to it could be another.
  struct Candidate: Sendable {
    let testCase: Case
    let met: Dialect
    /// Whether the model without a mistake gives Keras' answer, in its trace too.
    let isRight: Bool
  }

  let profile: Profile
  /// In the order of the vectors.
  let candidates: [Candidate]
  /// Where the candidates are in the order in which they are tried: the essential ones, then the others, small ones
  /// first.
  let order: [Int]
  /// Those candidates that are essential, in the order of the vectors.
  let essential: [Int]

  /// Mistakes that show only in a case that comes behind another.
  static let betweenCases: [Mistake] = [.optimizerReused, .momentsNotInitialized]

  /// Runs the model without a mistake on all cases.
  ///
  /// - Parameters:
  ///   - cases: The cases.
  ///   - profile: Where Keras ran them.
  ///   - essential: The ids of cases that are tried first.
  ///   - progress: Called now and then with the number of cases that were run.
  public init(
    _ cases: [Case], in profile: Profile = .eager, essential: [String] = [],
    progress: @Sendable (Int) -> Void = { _ in }
  ) {
    self.profile = profile
    let candidates = cases.mappedOnAllCores(progress: progress) { testCase in
      let (reply, met) = ModelPort.answer(testCase, Dialect(in: profile), trace: testCase.hasTrace)
      let isRight = Self.divergence(of: reply, to: testCase) == nil
      return Candidate(testCase: testCase, met: met.union(Dialect(Self.betweenCases)), isRight: isRight)
    }
    let ids = Set(essential)
    let first = candidates.indices.filter { ids.contains(candidates[$0].testCase.id) }
    let others = candidates.indices.filter { !ids.contains(candidates[$0].testCase.id) }
    self.candidates = candidates
    self.essential = first
    order = first + others.sorted { candidates[$0].testCase.size < candidates[$1].testCase.size }
  }

  /// The cases to which the model without a mistake does not give Keras' answer.
  public var wrong: [Case] { candidates.filter { !$0.isRight }.map(\.testCase) }

  /// The first difference of an answer from Keras'; nil if there is none.
  static func divergence(of reply: PortReply, to testCase: Case) -> Divergence? {
    let judgement = Judgement(of: reply, to: testCase, from: ModelPort().describe())
    if case .failed(let divergence) = judgement.verdict { return divergence }
    return nil
  }
}

extension Case {
  /// The number of elements that the case states.
  var size: Int {
    let given = variables.reduce(0) { $0 + $1.count } * (script.count + 1)
    guard case .values(let expected) = expectation else { return given }
    return given + expected.steps.reduce(0) { $0 + $1.variables.reduce(0) { $0 + $1.count } }
  }
}
