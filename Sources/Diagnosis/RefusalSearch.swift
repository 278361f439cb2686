import Conformance
import Dialects
import Textbook

/// The search for what explains that a port refuses what Keras takes, or takes what Keras refuses.
struct RefusalSearch: Sendable {
  /// The mistakes that were found, and how many cases each explains.
  private(set) var mistakes: [Mistake] = []
  private(set) var explained: [Mistake: Int] = [:]
  /// What is left.
  private(set) var refused: [String] = []
  private(set) var taken: [String] = []
  private(set) var message: String?

  var isEmpty: Bool { refused.isEmpty && taken.isEmpty }

  init(_ witnessed: [Witnessed], from dialect: Dialect, excluding excluded: Dialect) {
    // What the numbers have shown may explain refusals too.
    var left = witnessed.filter { !$0.isKeras && $0.disagreesOnRefusal && !$0.isRefusedAlike(dialect) }
    var dialect = dialect
    let candidates = Mistake.all(in: dialect.profile).filter {
      $0.description.kind == .refusal && !excluded.makes($0)
    }
    while !left.isEmpty {
      let base = dialect
      let counts = candidates.map { mistake in
        (mistake: mistake, count: left.count { $0.isRefusedAlike(base.with(mistake)) })
      }
      let ordered = counts.filter { $0.count > 0 }.sorted {
        ($1.count, $0.mistake.rank) < ($0.count, $1.mistake.rank)
      }
      let found = ordered.first { !Self.breaks(witnessed, from: base, to: base.with($0.mistake)) }
      guard let (mistake, count) = found else { break }
      let next = base.with(mistake)
      mistakes.append(mistake)
      explained[mistake] = count
      dialect = next
      left.removeAll { $0.isRefusedAlike(next) }
    }
    for witnessed in left {
      switch witnessed.answer {
      case .refused(let refusal):
        refused.append(witnessed.testCase.id)
        message = message ?? refusal.message
      case .values: taken.append(witnessed.testCase.id)
      }
    }
  }

  /// Whether a dialect refuses, or takes, where the port does not and the one before did not.
  private static func breaks(_ witnessed: [Witnessed], from base: Dialect, to next: Dialect) -> Bool {
    witnessed.contains { witnessed in
      !witnessed.disagreesOnRefusal && witnessed.isRefusedAlike(base) && !witnessed.isRefusedAlike(next)
    }
  }
}

extension Witnessed {
  /// Whether one of port and Keras refuses, or both with different words.
  var disagreesOnRefusal: Bool {
    switch (testCase.expectation, answer) {
    case (.refusal, .refused(let actual)): !isKeras && actual.category != .internal
    case (.refusal, .values), (.values, .refused): true
    default: false
    }
  }

  /// Whether a dialect refuses this case as the port does.
  func isRefusedAlike(_ dialect: Dialect) -> Bool {
    switch (ModelPort.answer(testCase, dialect).reply, answer) {
    case (.refused(let model), .refused(let actual)):
      model.category == actual.category && (actual.argument == nil || model.argument == actual.argument)
    case (.observation, .values): true
    default: false
    }
  }
}
