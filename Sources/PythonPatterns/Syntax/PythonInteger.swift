/// A whole number as Python's `int` reads it.
struct PythonInteger {
  /// Cut off where it is too great for all that is counted here.
  private(set) var value: Int

  /// Of more digits than these Python makes no number.
  static let mostDigits = 4300

  /// A number of decimal digits.
  init?(digits: [UInt32]) {
    guard digits.count <= Self.mostDigits else { return nil }
    value = digits.reduce(0) { min($0 * 10 + Int($1), 1 << 40) }
  }

  /// A number as a condition can have it: with spaces around, a sign, digits of any script and underscores between.
  init?(_ text: [UInt32]) {
    var rest = text[...]
    while let first = rest.first, PythonUnicode.isSpace(first) { rest.removeFirst() }
    while let last = rest.last, PythonUnicode.isSpace(last) { rest.removeLast() }
    let isNegative = rest.first == 0x2D
    if isNegative || rest.first == 0x2B { rest.removeFirst() }
    let parts = rest.split(separator: 0x5F, omittingEmptySubsequences: false)
    guard parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(PythonUnicode.isDecimal) }) else { return nil }
    self.init(digits: parts.joined().map { PythonUnicode.decimal($0) })
    if isNegative { value = -value }
  }
}
