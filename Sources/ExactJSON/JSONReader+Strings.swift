extension JSONReader {
  package mutating func string() throws(JSONError) -> String {
    let start = index
    let (text, isPlain) = try rawString()
    if isPlain { return String(decoding: text, as: UTF8.self) }
    let end = index
    index = start
    skipSpace()
    index += 1
    let string = try unescaped(upTo: end - 1)
    index = end
    return string
  }

  /// Reads a string as its bytes, which are not copied unless some are escaped.
  ///
  /// What is made of the bytes may not trust them to be UTF-8: it must refuse all that is not ASCII.
  package mutating func ascii<Value>(
    _ body: (UnsafeBufferPointer<UInt8>) throws(JSONError) -> Value
  ) throws(JSONError) -> Value {
    guard kind == .string else { throw mismatch(Kind.string.rawValue) }
    let start = index
    if try passOverString() {
      index = start
      let text = Array(try string().utf8)
      return try text.withUnsafeBufferPointer(body)
    }
    return try body(UnsafeBufferPointer(rebasing: bytes[start + 1..<index - 1]))
  }

  /// The bytes of a string, and whether they stand for themselves: no escape, no control character, all ASCII.
  mutating func rawString() throws(JSONError) -> (text: UnsafeBufferPointer<UInt8>, isPlain: Bool) {
    guard kind == .string else { throw mismatch(Kind.string.rawValue) }
    let start = index
    try passOverString()
    let text = UnsafeBufferPointer(rebasing: bytes[start + 1..<index - 1])
    return (text, text.allSatisfy { $0 >= 0x20 && $0 < 0x80 && $0 != UInt8(ascii: "\\") })
  }

  /// Passes over a string, whatever is in it.
  ///
  /// - Returns: Whether something is escaped.
  @discardableResult
  mutating func passOverString() throws(JSONError) -> Bool {
    var hasEscape = false
    index += 1
    while index < bytes.count {
      if index + 8 <= bytes.count, !hasQuoteOrEscape(at: index) {
        index += 8
        continue
      }
      switch bytes[index] {
      case UInt8(ascii: "\""):
        index += 1
        return hasEscape
      case UInt8(ascii: "\\"):
        hasEscape = true
        index += 2
      default: index += 1
      }
    }
    index = bytes.count
    throw syntax("'\"'")
  }

  /// Whether there is a quotation mark or a backslash among the next eight bytes.
  @inline(__always)
  private func hasQuoteOrEscape(at index: Int) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let word = UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped + index).loadUnaligned(as: UInt64.self)
    // A byte is 0 exactly where the lowest such bit is set.
    let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
    let escapes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
    let zeros = ((quotes &- ones) & ~quotes) | ((escapes &- ones) & ~escapes)
    return zeros & (ones << 7) != 0
  }

  private mutating func unescaped(upTo end: Int) throws(JSONError) -> String {
    var utf8: [UInt8] = []
    while index < end {
      let byte = bytes[index]
      guard byte >= 0x20 else { throw syntax("a printable character") }
      index += 1
      if byte == UInt8(ascii: "\\") {
        utf8 += Array(String(try escape()).utf8)
      } else {
        utf8.append(byte)
      }
    }
    guard let string = String(validating: utf8, as: UTF8.self) else {
      throw syntax("a string in UTF-8 before its end")
    }
    return string
  }

  private mutating func escape() throws(JSONError) -> Unicode.Scalar {
    let byte = bytes[index]
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try codePoint()
    default:
      index -= 1
      throw syntax("an escape")
    }
  }

  /// Four hexadecimal digits; two such escapes for what lies beyond them.
  private mutating func codePoint() throws(JSONError) -> Unicode.Scalar {
    let unit = try codeUnit()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    guard index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u")
    else { throw syntax("the second half of a character") }
    index += 2
    let low = try codeUnit()
    guard (0xD800..<0xDC00).contains(unit), (0xDC00..<0xE000).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00))
    else { throw syntax("the second half of a character") }
    return scalar
  }

  private mutating func codeUnit() throws(JSONError) -> UInt16 {
    let digits = bytes[index...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw syntax("four hexadecimal digits") }
    index += 4
    return unit
  }
}
