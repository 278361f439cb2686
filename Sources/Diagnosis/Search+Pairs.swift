import Conformance
import Dialects
import Textbook

extension Search {
  /// Two mistakes that explain together what neither explains alone, as an average and the overwriting by it do: a pair
  /// that heals two cases at least, and half of those that are off.
  func bestPair() -> [Mistake]? {
    var best: (pair: [Mistake], heals: Int)?
    for base in bases.prefix(4) {
      let pairs = pairs(of: changing(in: base)).concurrentlyCompactMapped { heals($0, base) ? $0 : nil }
      let others = Self.spread(off.filter { $0 != base }, evidence, 24)
      let enough = max(2, (others.count + 2) / 2)
      let counted = pairs.concurrentlyCompactMapped { pair -> (pair: [Mistake], heals: Int)? in
        let count = 1 + others.count { heals(pair, $0) }
        return count >= enough ? (pair: pair, heals: count) : nil
      }
      best = (counted + [best].compactMap(\.self)).max { a, b in
        a.heals == b.heals ? rank(a.pair) > rank(b.pair) : a.heals < b.heals
      }
    }
    return best?.pair
  }

  /// Cases to begin with: of each first rule the one in which the fewest mistakes would change something.
  private var bases: [Int] {
    let groups = Dictionary(grouping: off) { evidence[$0].testCase.rules.first }
    func cost(_ place: Int) -> (Int, Int) { (changing(in: place).count, place) }
    return groups.values.compactMap { $0.min { cost($0) < cost($1) } }.sorted { cost($0) < cost($1) }
  }

  /// The mistakes that would change something in a case, and more than its rounding.
  private func changing(in place: Int) -> [Mistake] {
    (further[place] ?? [:]).filter { $0.value != distances[place] && $0.key.description.kind == .rule }.map(
      \.key
    )
    .sorted { $0.rawValue < $1.rawValue }
  }

  private func pairs(of mistakes: [Mistake]) -> [[Mistake]] {
    mistakes.indices.flatMap { first in
      mistakes[(first + 1)...].map { [mistakes[first], $0] }
    }
  }

  private func heals(_ pair: [Mistake], _ place: Int) -> Bool {
    let known = evidence[place]
    let dialect = pair.reduce(dialect) { $0.with($1) }
    let prediction = Prediction(known.testCase, dialect, events: known.witnessed.events)
    return floors.isRounding(known.distance(prediction), in: known)
  }

  private func rank(_ pair: [Mistake]) -> Int { pair.reduce(0) { $0 + $1.rank } }
}
