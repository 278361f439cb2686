import Conformance
import Dialects
import Textbook

/// The search for a dialect under which the model gives the port's very bits.
struct ExactSearch: Sendable {
  let witnessed: [Witnessed]
  let excluded: Dialect

  /// What was found: the dialect that gives the bits of the most cases.
  private(set) var dialect: Dialect
  /// The cases in which its bits are not the port's.
  private(set) var differing: [Int]

  private static let sampleSize = 24
  private static let mostMistakes = 4

  /// Searches, beginning with a dialect.
  init(_ witnessed: [Witnessed], from start: Dialect, excluding excluded: Dialect) {
    self.witnessed = witnessed
    self.excluded = excluded
    dialect = start
    differing =
      start.isKeras
      ? witnessed.indices.filter { !witnessed[$0].isKeras }
      : Self.differing(witnessed, from: start)
    while !differing.isEmpty, dialect.mistakes.count < Self.mostMistakes {
      // Several may heal the same cases of the sample, and only one all.
      let next = best().map { mistake -> (dialect: Dialect, differing: [Int]) in
        let next = dialect.with(mistake)
        return (next, Self.differing(witnessed, from: next))
      }.min { $0.differing.count < $1.differing.count }
      guard let next, next.differing.count < differing.count else { break }
      (dialect, differing) = next
    }
  }

  var isExact: Bool { differing.isEmpty }

  /// The mistakes that heal the most of some differing cases.
  private func best() -> [Mistake] {
    let (dialect, excluded) = (dialect, excluded)
    let healing = spread(differing).map { witnessed[$0] }.concurrentlyCompactMapped {
      Self.healing($0, dialect, excluded)
    }
    var healed: [Mistake: Int] = [:]
    for mistake in healing.joined() { healed[mistake, default: 0] += 1 }
    let ordered = healed.sorted { a, b in a.value == b.value ? a.key.rank < b.key.rank : a.value > b.value }
    return ordered.prefix { $0.value == ordered.first?.value }.prefix(6).map(\.key)
  }

  private static func healing(_ witnessed: Witnessed, _ dialect: Dialect, _ excluded: Dialect) -> [Mistake] {
    let met = ModelPort.answer(witnessed.testCase, dialect).met
    return met.mistakes.filter { mistake in
      !dialect.makes(mistake) && !excluded.makes(mistake) && witnessed.isAnswer(of: dialect.with(mistake))
    }
  }

  private static func differing(_ witnessed: [Witnessed], from dialect: Dialect) -> [Int] {
    Array(witnessed.enumerated()).concurrentlyCompactMapped { place, witnessed in
      witnessed.isAnswer(of: dialect) ? nil : place
    }
  }

  private func spread(_ places: [Int]) -> [Int] {
    let step = max(1, places.count / Self.sampleSize)
    return Array(stride(from: 0, to: places.count, by: step).map { places[$0] }.prefix(Self.sampleSize))
  }
}

extension Witnessed {
  /// Whether the model gives this answer under a dialect, bit for bit, as far as there is one.
  func isAnswer(of dialect: Dialect) -> Bool {
    switch (ModelPort.answer(testCase, dialect).reply, answer) {
    case (.observation(let model), .values(let steps, let state)):
      let events = events
      let isSame =
        events.isEmpty
        ? model.steps.count == steps.count && zip(model.steps, steps).allSatisfy(Self.match)
        : zip(events, steps).allSatisfy {
          model.steps.indices.contains($0) && Self.match(model.steps[$0], $1)
        }
      return isSame && (state.map { Self.match(model.state, $0) } ?? true)
    case (.refused(let model), .refused(let actual)):
      return model.category == actual.category
        && (actual.argument == nil || model.argument == actual.argument)
    default: return false
    }
  }

  private static func match(_ a: [Tensor], _ b: [Tensor]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { $0.matches($1) }
  }

  private static func match(_ model: State?, _ actual: State) -> Bool {
    guard let model else { return true }
    func agree<T>(_ a: T?, _ b: T?, _ same: (T, T) -> Bool) -> Bool {
      guard let a, let b else { return true }
      return same(a, b)
    }
    return agree(model.iterations, actual.iterations, ==) && agree(model.stepCounter, actual.stepCounter, ==)
      && agree(model.learningRate, actual.learningRate) { $0.matches($1) }
      && agree(model.lossScale, actual.lossScale) { $0.matches($1) }
      && actual.slots.allSatisfy { slot, tensors in
        guard let own = model.slots[slot] else { return true }
        return own.count == tensors.count
          // A slot that the model has not, and the port has, is one too many.
          && zip(own, tensors).allSatisfy { own, actual in
            actual.map { own?.matches($0) ?? false } ?? true
          }
      }
  }
}

extension Tensor {
  /// Whether the elements count as the same.
  fileprivate func matches(_ other: Tensor) -> Bool {
    self == other
      || dtype == other.dtype && count == other.count
        && zip(bits, other.bits).allSatisfy { dtype.matches($0, $1) }
  }
}
