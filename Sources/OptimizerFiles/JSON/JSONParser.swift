/// Reads one JSON text strictly: nothing before or after it but white space, no key twice, no deep nesting.
struct JSONParser {
  private let bytes: ArraySlice<UInt8>
  private var index: Int

  /// Deeper than any configuration, and far from the end of the stack.
  private static let deepest = 32

  private init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    index = bytes.startIndex
  }

  static func parse(_ bytes: ArraySlice<UInt8>) throws(OptimizerFileError) -> JSON {
    var parser = JSONParser(bytes)
    let value = try parser.value(depth: 0)
    parser.skipSpace()
    if parser.index != bytes.endIndex { throw parser.unexpected("the end") }
    return value
  }

  private mutating func value(depth: Int) throws(OptimizerFileError) -> JSON {
    skipSpace()
    if depth > Self.deepest { throw unexpected("at most \(Self.deepest) levels") }
    switch next {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func object(depth: Int) throws(OptimizerFileError) -> JSON {
    var members: [JSON.Member] = []
    // By bytes: `String` takes different spellings of one character for equal.
    var keys: Set<[UInt8]> = []
    try list(from: "{", to: "}") { (parser) throws(OptimizerFileError) in
      let key = try parser.string()
      guard keys.insert(Array(key.utf8)).inserted else { throw .damaged("The key '\(key)' is there twice.") }
      parser.skipSpace()
      try parser.take(":")
      members.append(JSON.Member(key: key, value: try parser.value(depth: depth + 1)))
    }
    return .object(members)
  }

  private mutating func array(depth: Int) throws(OptimizerFileError) -> JSON {
    var values: [JSON] = []
    try list(from: "[", to: "]") { (parser) throws(OptimizerFileError) in
      values.append(try parser.value(depth: depth + 1))
    }
    return .array(values)
  }

  /// Items with commas between them.
  private mutating func list(
    from open: Unicode.Scalar, to close: Unicode.Scalar,
    item: (inout JSONParser) throws(OptimizerFileError) -> Void
  ) throws(OptimizerFileError) {
    try take(open)
    skipSpace()
    if next == UInt8(ascii: close) { return index += 1 }
    while true {
      skipSpace()
      try item(&self)
      skipSpace()
      if next == UInt8(ascii: close) { return index += 1 }
      try take(",")
    }
  }

  private mutating func word(_ word: String, _ value: JSON) throws(OptimizerFileError) -> JSON {
    guard bytes[index...].starts(with: word.utf8) else { throw unexpected("'\(word)'") }
    index += word.utf8.count
    return value
  }

  /// A number as JSON spells it; `Double` reads more than that, such as `+1`, `01`, `.5` and `1.`.
  private mutating func number() throws(OptimizerFileError) -> JSON {
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
    return .number(String(decoding: bytes[start..<index], as: UTF8.self))
  }

  /// At least one digit.
  private mutating func digits(ofNumberFrom start: Int) throws(OptimizerFileError) {
    let first = index
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { index += 1 }
    guard index > first else {
      index = start
      throw unexpected("a value")
    }
  }

  mutating func string() throws(OptimizerFileError) -> String {
    try take("\"")
    var utf8: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw unexpected("a printable character") }
      index += 1
      if byte == UInt8(ascii: "\\") {
        utf8 += Array(String(try escape()).utf8)
      } else {
        utf8.append(byte)
      }
    }
    try take("\"")
    guard let string = String(validating: utf8, as: UTF8.self) else {
      throw .damaged("A string before byte \(index - bytes.startIndex) of the header is not UTF-8.")
    }
    return string
  }

  private mutating func escape() throws(OptimizerFileError) -> Unicode.Scalar {
    guard let byte = next else { throw unexpected("an escape") }
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try codePoint()
    default: throw unexpected("an escape")
    }
  }

  /// Four hexadecimal digits; two such escapes for what lies beyond them.
  private mutating func codePoint() throws(OptimizerFileError) -> Unicode.Scalar {
    let unit = try codeUnit()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    try take("\\")
    try take("u")
    let low = try codeUnit()
    guard (0xD800..<0xDC00).contains(unit), (0xDC00..<0xE000).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (UInt32(unit) - 0xD800) << 10 + (UInt32(low) - 0xDC00))
    else { throw unexpected("the second half of a character") }
    return scalar
  }

  private mutating func codeUnit() throws(OptimizerFileError) -> UInt16 {
    let digits = bytes[index...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw unexpected("four hexadecimal digits") }
    index += 4
    return unit
  }

  private var next: UInt8? { index < bytes.endIndex ? bytes[index] : nil }

  private mutating func skipSpace() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { index += 1 }
  }

  private mutating func take(_ scalar: Unicode.Scalar) throws(OptimizerFileError) {
    guard next == UInt8(ascii: scalar) else { throw unexpected("'\(scalar)'") }
    index += 1
  }

  private func unexpected(_ wanted: String) -> OptimizerFileError {
    .damaged("The JSON text must have \(wanted) at byte \(index - bytes.startIndex).")
  }
}
