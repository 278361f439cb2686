import Conformance

/// Rules that every failed case exercises, and of these the ones that the fewest passed cases do: what is broken is
/// likely among them.
struct Suspects {
  /// Rules in so few passed cases say enough: no pair is looked for.
  static let few = 10
  /// So many rules are named with their titles.
  static let titled = 3

  /// Two rules that may be right each by itself, and wrong together; several stand for one where the same cases
  /// have them.
  struct Pair: CustomStringConvertible {
    let first, second: [Rule]
    /// The number of passed cases that exercise both.
    let passed: Int

    var description: String {
      let names = [first, second].map { rules in
        (rules.count > 1 ? "one of " : "") + rules.map(\.id.printable).joined(separator: ", ")
      }
      return "together in \(passed == 0 ? "none" : "only \(passed)"): \(names.joined(separator: " with "))"
    }
  }

  let rules: [Rule]
  /// The number of passed cases that exercise each of them.
  let passed: Int
  /// Two rules that are much rarer together than any alone; nil if there are none.
  let pair: Pair?
}
