/// A regular expression as it was read: sequences of elements, which name each other by number, the inner ones first.
struct Tree: Sendable {
  /// How many scalars a sequence can match; a maximum of `UInt64.max` is none.
  struct Width: Sendable {
    var minimum: UInt64 = 0
    var maximum: UInt64 = 0

    static func + (one: Width, other: Width) -> Width {
      Width(
        minimum: one.minimum.addingAtMost(other.minimum), maximum: one.maximum.addingAtMost(other.maximum))
    }
  }

  private(set) var sequences: [[Element]] = []
  private(set) var widths: [Width] = []
  /// What the groups match, from 1; nil for one that is not closed.
  var groupWidths: [Width?] = [Width()]
  var flags: Flags = []

  /// How many groups are kept.
  var groupCount: Int { groupWidths.count - 1 }
  /// The sequence that is the whole.
  var root: Int { sequences.count - 1 }

  /// The number of a new sequence.
  mutating func add(_ elements: [Element]) -> Int {
    sequences.append(elements)
    widths.append(elements.reduce(Width()) { $0 + width(of: $1) })
    return sequences.count - 1
  }

  private func width(of element: Element) -> Width {
    switch element {
    case .literal, .otherThan, .any, .oneOf: Width(minimum: 1, maximum: 1)
    case .position, .assertion: Width()
    case .branch(let alternatives): spanning(alternatives.map { widths[$0] })
    case .group(let group): widths[group.body]
    case .atomic(let body): widths[body]
    case .repetition(let repetition): width(of: repetition)
    case .reference(let group): groupWidths[group] ?? Width()
    case .conditional(_, let yes, let no): spanning([widths[yes], no.map { widths[$0] } ?? Width()])
    }
  }

  private func spanning(_ widths: [Width]) -> Width {
    Width(minimum: widths.map(\.minimum).min() ?? 0, maximum: widths.map(\.maximum).max() ?? 0)
  }

  private func width(of repetition: Element.Repetition) -> Width {
    let body = widths[repetition.body]
    let isEndless = repetition.maximum == Element.Repetition.unbounded && body.maximum > 0
    return Width(
      minimum: body.minimum.multipliedAtMost(by: UInt64(repetition.minimum)),
      maximum: isEndless ? .max : body.maximum.multipliedAtMost(by: UInt64(repetition.maximum)))
  }
}

/// Arithmetic that ends at the greatest number.
extension UInt64 {
  fileprivate func addingAtMost(_ other: UInt64) -> UInt64 {
    let (sum, isTooGreat) = addingReportingOverflow(other)
    return isTooGreat ? .max : sum
  }

  fileprivate func multipliedAtMost(by other: UInt64) -> UInt64 {
    let (product, isTooGreat) = multipliedReportingOverflow(by: other)
    return isTooGreat ? .max : product
  }
}
