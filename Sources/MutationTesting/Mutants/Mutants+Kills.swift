public import Conformance
public import Dialects
import Textbook

extension Mutants {
  /// The case that notices a mistake, of those that are tried in turn the first; nil if none does.
  public func kill(of mistake: Mistake) -> Case? {
    if Self.betweenCases.contains(mistake) {
      return killsBetween(essential, of: mistake, limit: 1).first.map { candidates[$0].testCase }
        ?? killsBetween(Array(candidates.indices), of: mistake, limit: 1).first.map {
          candidates[$0].testCase
        }
    }
    return order.first { isKilled(mistake, by: $0) }.map { candidates[$0].testCase }
  }

  /// What becomes of each mistake, in their order.
  public func kills(
    of mistakes: [Mistake], progress: @Sendable (Int) -> Void = { _ in }
  ) -> [(mistake: Mistake, testCase: Case?)] {
    mistakes.mappedOnAllCores(progress: progress) { ($0, kill(of: $0)) }
  }

  /// For each mistake all cases that notice it, by their places among the cases.
  public func allKills(
    of mistakes: [Mistake], progress: @Sendable (Int) -> Void = { _ in }
  ) -> [Mistake: [Int]] {
    let places = Array(candidates.indices)
    let alone = mistakes.filter { !Self.betweenCases.contains($0) }
    let noticed = places.mappedOnAllCores(progress: progress) { place in
      alone.filter { isKilled($0, by: place) }
    }
    var kills: [Mistake: [Int]] = [:]
    for (place, mistakes) in noticed.enumerated() {
      for mistake in mistakes { kills[mistake, default: []].append(place) }
    }
    for mistake in mistakes where Self.betweenCases.contains(mistake) {
      kills[mistake] = killsBetween(places, of: mistake)
    }
    return kills
  }

  /// Whether the answer with this mistake is not Keras'.
  private func isKilled(_ mistake: Mistake, by place: Int) -> Bool {
    let candidate = candidates[place]
    guard candidate.met.makes(mistake) else { return false }
    let reply = ModelPort.answer(candidate.testCase, Dialect([mistake], in: profile)).reply
    return Self.divergence(of: reply, to: candidate.testCase) != nil
  }

  /// The cases that notice a mistake in a port that answers them in turn.
  func killsBetween(_ places: [Int], of mistake: Mistake, limit: Int = .max) -> [Int] {
    let port = ModelPort(Dialect([mistake], in: profile))
    var kills: [Int] = []
    for place in places where kills.count < limit {
      let testCase = candidates[place].testCase
      if Self.divergence(of: port.run(testCase, trace: false), to: testCase) != nil { kills.append(place) }
    }
    return kills
  }
}
