import Conformance
import Dialects
import Textbook

/// The search for the mistakes that explain a port's numbers, in whatever arithmetic it computes.
struct Search: Sendable {
  let evidence: [Evidence]
  /// The mistakes that are not looked for.
  private(set) var excluded: Dialect
  private(set) var floors = Floors([])

  /// What was found.
  private(set) var dialect: Dialect
  /// How far the port is from it in each case.
  private(set) var distances: [Double]
  /// The mistakes that could show in each case, beside those found.
  private var met: [Dialect]
  /// For the cases of the sample the distances under each further mistake.
  private(set) var further: [Int: [Mistake: Double]] = [:]
  /// And the mistakes that could show under one of them: more than without, as decay does where the exclusion of all is
  /// ignored.
  private var metFurther: [Int: Dialect] = [:]

  /// The cases on which candidates are tried: all would take too long.
  private static let sampleSize = 72
  /// So many cases that need no explanation speak against a candidate.
  private static let mostRight = 24
  private static let mostMistakes = 16
  /// Candidates are alike that explain this share of what the best explains; so many of them are compared.
  private static let likeness = 0.9
  private static let mostAlike = 6
  /// With more cases off than this it is something else that explains them.
  private static let mostForOthers = 12

  init(_ evidence: [Evidence], in profile: Profile, excluding excluded: Dialect) {
    self.evidence = evidence
    dialect = Dialect(in: profile)
    self.excluded = excluded
    distances = evidence.map(\.distanceFromKeras)
    met = evidence.map(\.met)
    run()
  }

  /// The cases in which what was found leaves more than rounding.
  private(set) var off: [Int] = []

  var isExplained: Bool { off.isEmpty }

  private mutating func run() {
    let spread = Self.spread(Array(evidence.indices), evidence, Self.sampleSize)
    tryFurther(in: spread)
    floors = Floors(spread.map { (evidence[$0], min(distances[$0], further[$0]?.values.min() ?? .infinity)) })
    findOff()
    findMore()
    findOthers()
    dropNeedless()
    if dialect.mistakes.allSatisfy({ $0.description.kind == .rounding }) {
      tryFurther(in: spread.filter { further[$0] == nil })
    }
  }

  /// Adds what explains most, until nothing does.
  private mutating func findMore() {
    while dialect.mistakes.count < Self.mostMistakes, !off.isEmpty {
      let sample = Self.spread(off, evidence, Self.sampleSize)
      tryFurther(in: sample.filter { further[$0] == nil })
      if let mistake = best() {
        add(mistake)
        continue
      }
      guard let pair = bestPair() else { break }
      var next = self
      for mistake in pair { next.add(mistake) }
      if next.off.count >= off.count { break }
      self = next
    }
  }

  /// Looks for others in place of each mistake that was found, where that leaves less: what explains most of what two
  /// mistakes do is found before them.
  private mutating func findOthers() {
    for mistake in dialect.mistakes where !off.isEmpty && off.count <= Self.mostForOthers {
      var rest = self
      rest.excluded.insert(mistake)
      rest.change(mistake, to: dialect.without(mistake), trying: true)
      rest.findMore()
      if rest.off.count < off.count { self = rest }
    }
  }

  /// The candidate that explains most: one that heals a case, and leaves the least. Of those that are alike in this, the
  /// one that contradicts the fewest cases that need no explanation, of which the sample may have none.
  private func best() -> Mistake? {
    var gains: [Mistake: (gain: Double, heals: Int)] = [:]
    for (place, candidates) in further {
      let floor = floors.floor(evidence[place])
      let before = distances[place]
      let isOff = before > Floors.tolerance * floor
      for (mistake, distance) in candidates {
        var known = gains[mistake] ?? (0, 0)
        known.gain += logarithm(max(before, floor)) - logarithm(max(distance, floor))
        if isOff, distance <= Floors.tolerance * floor { known.heals += 1 }
        gains[mistake] = known
      }
    }
    let healing = gains.filter { $0.value.heals > 0 && $0.value.gain > 0 }
    let largest = healing.values.map(\.gain).max() ?? 0
    let alike = healing.filter { $0.value.gain >= Self.likeness * largest }
      .map { (mistake: $0.key, less: max(0, (1 - 1e-3) * largest - $0.value.gain)) }
      .sorted { ($0.less, $0.mistake.rank) < ($1.less, $1.mistake.rank) }.prefix(Self.mostAlike)
    if alike.count == 1 { return alike[0].mistake }
    return alike.map { (mistake: $0.mistake, broken: broken(by: $0.mistake)) }
      .min { $0.broken < $1.broken }?.mistake
  }

  /// How many cases that are within rounding now are not if a mistake is added.
  private func broken(by mistake: Mistake) -> Int {
    let (floors, evidence, distances, dialect) = (floors, evidence, distances, dialect.with(mistake))
    let right = evidence.indices.filter {
      met[$0].makes(mistake) && floors.isRounding(distances[$0], in: evidence[$0])
    }
    return right.concurrentlyCompactMapped { place -> Int? in
      let known = evidence[place]
      let distance = known.distance(Prediction(known.testCase, dialect, events: known.witnessed.events))
      return floors.judgement(distance, in: known, under: dialect) == .off ? place : nil
    }.count
  }

  private mutating func add(_ mistake: Mistake) { change(mistake, to: dialect.with(mistake), trying: true) }

  /// Changes the dialect by a mistake, and all that follows from it.
  private mutating func change(_ mistake: Mistake, to changed: Dialect, trying: Bool) {
    let affected = evidence.indices.filter { met[$0].makes(mistake) }
    dialect = changed
    predict(affected)
    findOff()
    guard trying else { return }
    let again = further.keys.filter { metFurther[$0]?.makes(mistake) == true || met[$0].makes(mistake) }
      .sorted()
    for place in again { further[place] = nil }
    let isOff = Set(off)
    let right = Self.spread(again.filter { !isOff.contains($0) }, evidence, Self.mostRight)
    tryFurther(in: again.filter(isOff.contains) + right)
  }

  /// Leaves out what is explained by the others.
  private mutating func dropNeedless() {
    for mistake in dialect.mistakes where dialect.mistakes.count > 1 {
      var rest = self
      rest.change(mistake, to: dialect.without(mistake), trying: false)
      if rest.off.count <= off.count { self = rest }
    }
  }

  private mutating func findOff() {
    let (floors, evidence, distances, dialect) = (floors, evidence, distances, dialect)
    off = Array(evidence.indices).concurrentlyCompactMapped { place in
      floors.judgement(distances[place], in: evidence[place], under: dialect) == .off ? place : nil
    }
  }

  /// The distances and what could show under the present dialect.
  private mutating func predict(_ places: [Int]) {
    let (dialect, evidence) = (dialect, evidence)
    let predicted = places.concurrentlyCompactMapped { place -> (Int, Double, Dialect)? in
      let known = evidence[place]
      let prediction = Prediction(known.testCase, dialect, events: known.witnessed.events)
      return (place, known.distance(prediction), prediction.met)
    }
    for (place, distance, met) in predicted {
      distances[place] = distance
      self.met[place] = met
    }
  }

  private mutating func tryFurther(in places: [Int]) {
    let (dialect, evidence, met, excluded) = (dialect, evidence, met, excluded)
    let tried = places.concurrentlyCompactMapped { place -> (Int, [Mistake: Double], Dialect)? in
      let known = evidence[place]
      var found: [Mistake: Double] = [:]
      var ever = met[place]
      for mistake in met[place].mistakes
      where !dialect.makes(mistake) && !excluded.makes(mistake) && mistake.description.kind != .refusal {
        let prediction = Prediction(known.testCase, dialect.with(mistake), events: known.witnessed.events)
        found[mistake] = known.distance(prediction)
        ever = ever.union(prediction.met)
      }
      return (place, found, ever)
    }
    for (place, found, ever) in tried {
      further[place] = found
      metFurther[place] = ever
    }
  }

  /// Some of the cases, as different ones as there are: one of each first rule in turn.
  static func spread(_ places: [Int], _ evidence: [Evidence], _ count: Int) -> [Int] {
    if places.count <= count { return places }
    var groups: [Rule?: [Int]] = [:]
    var order: [Rule?] = []
    for place in places {
      let rule = evidence[place].testCase.rules.first
      if groups[rule] == nil { order.append(rule) }
      groups[rule, default: []].append(place)
    }
    var spread: [Int] = []
    var turn = 0
    while spread.count < count {
      for rule in order {
        guard let group = groups[rule], turn < group.count, spread.count < count else { continue }
        spread.append(group[turn])
      }
      turn += 1
    }
    return spread
  }
}
