/// A few places that have something in common with each of many sets: a small cover, here most often the smallest.
struct Cover {
  /// What is not yet met, as sets of places.
  private var left: Set<Set<Int>>
  /// How places that do equally much are preferred: the lowest first.
  private let rank: [Int: Int]
  private(set) var chosen: Set<Int> = []

  /// Chooses from each set a place, preferring those that stand first in `order`; empty sets are passed over.
  init(of sets: [Set<Int>], order: [Int]) {
    left = Set(sets.filter { !$0.isEmpty })
    rank = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    while !left.isEmpty {
      let before = left
      dropWhatIsMetAnyway()
      let best = keepWhatDoesMost()
      let forced = Set(left.filter { $0.count == 1 }.joined())
      if !forced.isEmpty {
        choose(forced)
      } else if left == before {
        choose([best])
      }
    }
  }

  private mutating func choose(_ places: Set<Int>) {
    chosen.formUnion(places)
    left = left.filter { $0.isDisjoint(with: places) }
  }

  /// A set that contains another is met wherever that is.
  private mutating func dropWhatIsMetAnyway() {
    var kept: [Set<Int>] = []
    for set in left.sorted(by: { $0.count < $1.count }) where !kept.contains(where: { $0.isSubset(of: set) })
    {
      kept.append(set)
    }
    left = Set(kept)
  }

  /// A place is not needed beside another that stands in all of its sets. Returns the one that stands in the most.
  private mutating func keepWhatDoesMost() -> Int {
    var met: [Int: Set<Set<Int>>] = [:]
    for set in left {
      for place in set { met[place, default: []].insert(set) }
    }
    func comes(_ a: Int, before b: Int) -> Bool {
      let (first, second) = (met[a]?.count ?? 0, met[b]?.count ?? 0)
      return first != second ? first > second : rank[a, default: .max] < rank[b, default: .max]
    }
    let ordered = met.keys.sorted(by: comes)
    var kept: [Int] = []
    for place in ordered {
      let own = met[place] ?? []
      if !kept.contains(where: { own.isSubset(of: met[$0] ?? []) }) { kept.append(place) }
    }
    let places = Set(kept)
    left = Set(left.map { $0.intersection(places) })
    return ordered[0]
  }
}
