public import Conformance
public import Dialects

extension Mutants {
  /// A small set of cases that notices every mistake that any case notices, in the order of the vectors; of cases that
  /// notice equally much the smallest.
  ///
  /// - Parameter kills: The cases that notice each mistake, as ``allKills(of:progress:)`` says.
  /// - Returns: The cases.
  public func essential(_ kills: [Mistake: [Int]]) -> [Case] {
    let noticed = kills.filter { !Self.betweenCases.contains($0.key) }.values.map(Set.init)
    let bySize = Set(noticed.joined()).sorted { (size(of: $0), $0) < (size(of: $1), $1) }
    var chosen = Cover(of: noticed, order: bySize).chosen
    // What shows between two cases that follow one another needs both.
    for mistake in Self.betweenCases where killsBetween(chosen.sorted(), of: mistake, limit: 1).isEmpty {
      let pairs = (kills[mistake] ?? []).filter { $0 > 0 }.map { [$0 - 1, $0] }
      func cost(_ pair: [Int]) -> (Int, Int) {
        (pair.filter { !chosen.contains($0) }.count, pair.map(size).reduce(0, +))
      }
      chosen.formUnion(pairs.min { cost($0) < cost($1) } ?? [])
    }
    return chosen.sorted().map { candidates[$0].testCase }
  }

  private func size(of place: Int) -> Int { candidates[place].testCase.size }
}
