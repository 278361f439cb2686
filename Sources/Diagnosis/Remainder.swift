import Conformance
import Dialects
import Textbook

/// What a dialect leaves unexplained in all cases that ran.
struct Remainder: Sendable {
  let evidence: [Evidence]
  /// The cases in which more is left than rounding.
  let off: [Int]
  /// The mistakes that could show in some case.
  let everMet: Dialect

  /// How many cases differ from Keras and are within the port's rounding of the dialect.
  let explained: Int
  /// Those that are farther from Keras than its rounding, and are not from the dialect.
  private let healed: [Int]
  /// The largest distance, as a share of the way, that is left as rounding, and that is left at all: from the dialect in
  /// nearly exact numbers or in Keras' own, whichever is nearer.
  let largestRounding: Double
  let largestDistance: Double

  private struct Judged: Sendable {
    let distance: Double
    let met: Dialect
    let judgement: Floors.Judgement
  }

  init(_ evidence: [Evidence], under dialect: Dialect, _ floors: Floors?) {
    // Who breaks a rule keeps other slots as well.
    let followsRules = !dialect.mistakes.contains { $0.description.kind == .rule }
    let judged = evidence.concurrentlyCompactMapped { evidence -> Judged? in
      let events = evidence.witnessed.events
      let prediction = Prediction(evidence.testCase, dialect, events: events)
      let distance = evidence.distance(prediction)
      let reply = ModelPort.answer(evidence.testCase, dialect).reply
      var judgement = floors.map { $0.judgement(distance, in: evidence, under: dialect) } ?? .rounding
      if let floors, judgement == .rounding, followsRules, !evidence.hasSlots(of: reply, floors) {
        judgement = .off
      }
      let exact = reply.values(after: events)
      return Judged(
        distance: min(distance, exact.map { evidence.distance(to: $0) } ?? distance), met: prediction.met,
        judgement: judgement)
    }
    self.evidence = evidence
    largestRounding = judged.lazy.filter { $0.judgement == .rounding }.map(\.distance).max() ?? 0
    largestDistance = judged.lazy.filter { $0.judgement != .undecidable }.map(\.distance).max() ?? 0
    off = judged.indices.filter { judged[$0].judgement == .off }
    explained = judged.indices.count { !evidence[$0].witnessed.isKeras && judged[$0].judgement == .rounding }
    healed = judged.indices.filter {
      judged[$0].judgement == .rounding
        && floors?.isRounding(evidence[$0].distanceFromKeras, in: evidence[$0]) == false
    }
    everMet = judged.reduce(.keras) { $0.union($1.met) }
  }

  /// In how many cases both the port and Keras have numbers that differ, and nothing can be said of them: rounding
  /// decides all, to Keras or to those who speak the dialect.
  func undecidable(among witnessed: [Witnessed]) -> Int {
    witnessed.count { !$0.isKeras && $0.hasNumbers } - explained
      - off.count { !evidence[$0].witnessed.isKeras }
  }

  /// The cases that speak for nothing and in which no arithmetic that is known gives the port's numbers.
  func unlike(among witnessed: [Witnessed], _ dialect: Dialect) -> [String] {
    let judged = Set(evidence.map(\.testCase.id))
    return witnessed.filter { !$0.isKeras && !judged.contains($0.testCase.id) }.concurrentlyCompactMapped {
      guard case .values(let steps, _) = $0.answer, $0.hasNumbers else { return nil }
      let actual = steps.flatMap { $0.flatMap(\.values) }
      return Rounding.mayGive(actual, to: $0, under: dialect) ? nil : $0.testCase.id
    }
  }

  /// The probes in which the port is off Keras' rules by more than its rounding, the farthest first.
  func farFromKeras(_ floors: Floors) -> [Diagnosis.Probe] {
    evidence.filter { $0.testCase.isProbe && !floors.isRounding($0.distanceFromKeras, in: $0) }
      .sorted { $0.distanceFromKeras > $1.distanceFromKeras }
      .map { evidence in
        Diagnosis.Probe(
          id: evidence.testCase.id, rules: evidence.testCase.rules,
          title: evidence.testCase.note ?? evidence.testCase.id,
          share: evidence.distanceFromKeras, ulps: evidence.largestULPs)
      }
  }

  /// Whether a few odd cases at most are left, so that what was found is there, whatever else is.
  var leavesLittle: Bool {
    let one = healed.count >= Self.enoughForOne ? 1 : 0.0
    return Double(off.count) <= max(Self.mostLeft * Double(healed.count), one)
  }

  /// How much may be left of what is healed: with a fifth, a mistake that is not in the list was put down to another rule
  /// six times more in 373.
  private static let mostLeft = 0.05
  /// Beside so many that are healed a single case may be odd.
  private static let enoughForOne = 10

  /// Whether findings that do not explain everything explain a part by itself: at least half of what differs, and what
  /// is left needs features that the part has not.
  func explainsPart(_ findings: [Diagnosis.Finding]) -> Bool {
    guard !findings.isEmpty, healed.count >= off.count else { return false }
    let features = healed.reduce(into: Set<Feature>()) { $0.formUnion(evidence[$1].testCase.features) }
    return off.allSatisfy { !Set(evidence[$0].testCase.features).isSubset(of: features) }
  }

  /// The number that shows the mistakes best: in a probe that needs little, the element that is farthest off.
  func example(_ dialect: Dialect, _ probes: [Diagnosis.Probe]) -> Diagnosis.Example? {
    let candidates = evidence.filter { !$0.witnessed.isKeras }
    let far = probes.first.map(\.id)
    let simple = candidates.filter { $0.distanceFromKeras < Evidence.farthest && $0.distanceFromKeras > 1e-3 }
      .min {
        ($0.testCase.features.count, -$0.distanceFromKeras) < (
          $1.testCase.features.count, -$1.distanceFromKeras
        )
      }
    guard let evidence = simple ?? candidates.first(where: { $0.testCase.id == far }) ?? candidates.first
    else { return nil }
    let prediction = Prediction(evidence.testCase, dialect, events: evidence.witnessed.events)
    return evidence.example(prediction)
  }
}

extension Evidence {
  /// The largest distance from what Keras answers in representable values.
  var largestULPs: UInt64? {
    guard case .values(let expected) = testCase.expectation, case .values(let steps, _) = witnessed.answer
    else {
      return nil
    }
    var largest: UInt64 = 0
    for (actual, step) in zip(steps, expected.steps) {
      for (actual, expected) in zip(actual, step.variables) {
        for (a, b) in zip(actual.bits, expected.bits) {
          guard let ulps = expected.dtype.ulps(from: b, to: a) else { return nil }
          largest = max(largest, ulps)
        }
      }
    }
    return largest
  }

  /// The first element that is off by half of the largest distance or more.
  func example(_ prediction: Prediction) -> Diagnosis.Example? {
    let distances = zip(actual, expected).map { abs($0 - $1) }
    let bound = (distances.filter(\.isFinite).max() ?? 0) / 2
    guard let place = distances.firstIndex(where: { !$0.isFinite || $0 >= bound && $0 > 0 }) else {
      return nil
    }
    let counts = testCase.variables.map(\.data.count)
    let size = counts.reduce(0, +)
    guard size > 0 else { return nil }
    let event = witnessed.events[place / size]
    var (element, variable) = (place % size, 0)
    while element >= counts[variable] {
      element -= counts[variable]
      variable += 1
    }
    return Diagnosis.Example(
      testCase: testCase.id, event: event, step: testCase.step(ofEvent: event),
      variable: testCase.variables[variable].name, element: element, expected: expected[place],
      actual: actual[place], predicted: prediction.values.map { $0[place] },
      dtype: testCase.variables[variable].dtype)
  }
}
