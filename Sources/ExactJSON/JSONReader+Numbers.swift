extension JSONReader {
  /// Reads a number as it is spelt.
  package mutating func number() throws(JSONError) -> String {
    String(decoding: try spelling(), as: UTF8.self)
  }

  /// Reads a number as the nearest double.
  package mutating func double() throws(JSONError) -> Double {
    let spelling = try number()
    guard let value = Double(spelling), value.isFinite else {
      throw .malformed("\(spelling) is more than a double can hold")
    }
    return value
  }

  /// Reads a whole number, which may be spelt with a fraction or an exponent if a double holds it exactly.
  package mutating func integer() throws(JSONError) -> Int {
    let digits = try spelling()
    if let value = Int(digits) { return value }
    let spelling = String(decoding: digits, as: UTF8.self)
    if let double = Double(spelling), double.magnitude < 0x1p53, let value = Int(exactly: double) {
      return value
    }
    throw .malformed("\(spelling), where a whole number of at most 64 bits must be")
  }

  /// The bytes of a number as JSON spells it; `Double` reads more than that, such as `+1`, `01`, `.5` and `1.`.
  private mutating func spelling() throws(JSONError) -> UnsafeBufferPointer<UInt8> {
    guard kind == .number else { throw mismatch(Kind.number.rawValue) }
    let start = index
    if next == UInt8(ascii: "-") { index += 1 }
    if next == UInt8(ascii: "0") { index += 1 } else { try digits(ofNumberFrom: start) }
    if next == UInt8(ascii: ".") {
      index += 1
      try digits(ofNumberFrom: start)
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      index += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { index += 1 }
      try digits(ofNumberFrom: start)
    }
    return UnsafeBufferPointer(rebasing: bytes[start..<index])
  }

  /// At least one digit.
  private mutating func digits(ofNumberFrom start: Int) throws(JSONError) {
    let first = index
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { index += 1 }
    guard index > first else {
      index = start
      throw syntax("a value")
    }
  }
}

extension Int {
  /// The number of these digits; nil if there is anything else, or too much of it.
  fileprivate init?(_ digits: UnsafeBufferPointer<UInt8>) {
    let isNegative = digits.first == UInt8(ascii: "-")
    var value = 0
    for digit in digits.dropFirst(isNegative ? 1 : 0) {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
      let next = Int(digit - UInt8(ascii: "0"))
      let (sum, overflow) = product.addingReportingOverflow(isNegative ? -next : next)
      if isTooLarge || overflow { return nil }
      value = sum
    }
    self = value
  }
}
