import Conformance
import Dialects
import Textbook

/// Which mistakes cannot be told apart by their numbers: beyond rounding they change the same cases, and in most of
/// them to the same values.
///
/// It is computed from what follows from the mistakes, not from what the diagnosis says.
struct Twins: Sendable {
  /// In how many cases each mistake shows, by itself, and in how many each pair of them comes to the same.
  private var shown: [Mistake: Int] = [:]
  private var shared: [Pair: Int] = [:]

  private struct Pair: Hashable, Sendable {
    let first: Mistake
    let second: Mistake
  }

  /// Twins agree in so large a part of the cases in which one of them shows.
  private static let agreement = 0.8

  /// Counted in some cases, for each of which it is known by its id what rounding is worth to Keras.
  init(_ cases: [Case], in profile: Profile, _ roundings: [String: Rounding]) {
    let changes = cases.concurrentlyCompactMapped { testCase in
      roundings[testCase.id].map { Self.changes(in: testCase, profile, $0) }
    }
    for changed in changes {
      for (place, one) in changed.enumerated() {
        shown[one.mistake, default: 0] += 1
        for other in changed[(place + 1)...] where one.isAlike(other) {
          shared[Pair(first: one.mistake, second: other.mistake), default: 0] += 1
        }
      }
    }
  }

  /// The others that come to the same as a mistake.
  func twins(of mistake: Mistake) -> [Mistake] {
    let own = shown[mistake] ?? 0
    return shared.compactMap { pair, count in
      guard pair.first == mistake || pair.second == mistake else { return nil }
      let other = pair.first == mistake ? pair.second : pair.first
      let either = own + (shown[other] ?? 0) - count
      return Double(count) >= Self.agreement * Double(either) ? other : nil
    }
  }

  /// What a mistake makes of a case.
  private struct Change: Sendable {
    let mistake: Mistake
    let values: [Double]
    /// Farther than this is more than rounding.
    let bound: Double

    func isAlike(_ other: Change) -> Bool { Evidence.distance(values, other.values, 1) <= bound }
  }

  private static func changes(in testCase: Case, _ profile: Profile, _ rounding: Rounding) -> [Change] {
    guard case .values(let expected) = testCase.expectation, let known = rounding.prediction.values else {
      return []
    }
    let events = expected.steps.map(\.event)
    let way = Evidence.way(of: testCase)
    let bound = Floors.tolerance * rounding.grain * way
    return rounding.prediction.met.mistakes.compactMap { mistake in
      guard let values = Prediction(testCase, Dialect([mistake], in: profile), events: events).values,
        Evidence.distance(values, known, 1) > bound
      else { return nil }
      return Change(mistake: mistake, values: values, bound: bound)
    }
  }
}
