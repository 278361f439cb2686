public import Conformance
public import Dialects

extension Mutants {
  /// A small set of cases that notices every mistake that any case notices, in the order of the vectors.
  ///
  /// Found greedily: for the mistake that the fewest cases notice, of these the one that notices the most of what is
  /// left, of several the smallest.
  ///
  /// - Parameter kills: The cases that notice each mistake, as ``allKills(of:progress:)`` says.
  /// - Returns: The cases.
  public func essential(_ kills: [Mistake: [Int]]) -> [Case] {
    var noticed: [Int: Set<Mistake>] = [:]
    for (mistake, places) in kills where !Self.betweenCases.contains(mistake) {
      for place in places { noticed[place, default: []].insert(mistake) }
    }
    let bySize = noticed.keys.map { (candidates[$0].testCase.size, $0) }.sorted { $0 < $1 }.map(\.1)
    var left = Set(kills.keys).subtracting(Self.betweenCases)
    var chosen: Set<Int> = []
    // What few cases notice leaves the least choice: first, and by the case that notices most beside it.
    while let rarest = left.min(by: {
      (kills[$0]?.count ?? 0, $0.rawValue) < (kills[$1]?.count ?? 0, $1.rawValue)
    }) {
      left.remove(rarest)
      let places = Set(kills[rarest] ?? [])
      let gains = bySize.filter(places.contains).map {
        ($0, noticed[$0, default: []].intersection(left).count)
      }
      guard let most = gains.map(\.1).max(), let best = gains.first(where: { $0.1 == most }) else { continue }
      chosen.insert(best.0)
      left.subtract(noticed[best.0] ?? [])
    }
    // What was needed when it was chosen may not be any more.
    for place in bySize.reversed() where chosen.contains(place) {
      let others = Set(chosen.filter { $0 != place }.flatMap { noticed[$0] ?? [] })
      if others.isSuperset(of: noticed[place] ?? []) { chosen.remove(place) }
    }
    joinPairs(of: &chosen, bySize, kills.filter { !Self.betweenCases.contains($0.key) }.mapValues(Set.init))
    // What shows between two cases that follow one another needs both.
    for mistake in Self.betweenCases where killsBetween(chosen.sorted(), of: mistake, limit: 1).isEmpty {
      let pairs = (kills[mistake] ?? []).filter { $0 > 0 }.map { [$0 - 1, $0] }
      func cost(_ pair: [Int]) -> (Int, Int) {
        (pair.filter { !chosen.contains($0) }.count, pair.reduce(0) { $0 + candidates[$1].testCase.size })
      }
      chosen.formUnion(pairs.min { cost($0) < cost($1) } ?? [])
    }
    return chosen.sorted().map { candidates[$0].testCase }
  }

  /// Puts one case in the place of two, wherever one notices all that nothing but these two does.
  private func joinPairs(of chosen: inout Set<Int>, _ bySize: [Int], _ kills: [Mistake: Set<Int>]) {
    while let (pair, one) = joinablePair(of: chosen, bySize, Array(kills.values)) {
      chosen.subtract(pair)
      chosen.insert(one)
    }
  }

  private func joinablePair(
    of chosen: Set<Int>, _ bySize: [Int], _ places: [Set<Int>]
  ) -> (pair: Set<Int>, one: Int)? {
    let rare = places.map { (all: $0, chosen: $0.intersection(chosen)) }.filter { $0.chosen.count <= 2 }
    let ordered = chosen.sorted()
    for (index, a) in ordered.enumerated() {
      for b in ordered[(index + 1)...] {
        let pair: Set = [a, b]
        let alone = rare.filter { $0.chosen.isSubset(of: pair) }.map(\.all)
        guard var common = alone.first else { continue }
        for places in alone.dropFirst() where !common.isEmpty { common.formIntersection(places) }
        if let one = bySize.first(where: common.contains) { return (pair, one) }
      }
    }
    return nil
  }
}
