extension JSONReader {
  /// A kind of value, by the way it begins.
  package enum Kind: String, Sendable {
    case null
    case flag = "true or false"
    case number = "a number"
    case string = "a string"
    case list = "a list"
    case object = "an object"
  }

  /// What comes next; nil if it is no value.
  package var kind: Kind? {
    mutating get {
      skipSpace()
      guard let next else { return nil }
      switch next {
      case UInt8(ascii: "\""): return .string
      case UInt8(ascii: "["): return .list
      case UInt8(ascii: "{"): return .object
      case UInt8(ascii: "n"): return .null
      case UInt8(ascii: "t"), UInt8(ascii: "f"): return .flag
      case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number
      default: return nil
      }
    }
  }

  /// Reads null, if that comes next.
  package mutating func takeNull() throws(JSONError) -> Bool {
    guard kind == .null else { return false }
    try take(word: "null")
    return true
  }

  /// Reads null as nil.
  package mutating func optional<Value>(
    _ value: (inout JSONReader) throws(JSONError) -> Value
  ) throws(JSONError) -> Value? {
    try takeNull() ? nil : try value(&self)
  }

  package mutating func flag() throws(JSONError) -> Bool {
    guard kind == .flag else { throw mismatch(Kind.flag.rawValue) }
    let value = next == UInt8(ascii: "t")
    try take(word: value ? "true" : "false")
    return value
  }

  /// Reads a string that is one of an enumeration's.
  package mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    of type: Choice.Type = Choice.self
  ) throws(JSONError) -> Choice {
    let text = try string()
    guard let choice = Choice(rawValue: text) else {
      throw .malformed("'\(text)' is none of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return choice
  }

  // MARK: Characters

  var next: UInt8? {
    @inline(__always) get { index < bytes.count ? bytes[index] : nil }
  }

  @inline(__always)
  mutating func skipSpace() {
    while let byte = next, byte <= 0x20, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      index += 1
    }
  }

  mutating func take(_ scalar: Unicode.Scalar) throws(JSONError) {
    skipSpace()
    guard next == UInt8(ascii: scalar) else { throw syntax("'\(scalar)'") }
    index += 1
  }

  private mutating func take(word: StaticString) throws(JSONError) {
    for offset in 0..<word.utf8CodeUnitCount {
      guard index + offset < bytes.count, bytes[index + offset] == word.utf8Start[offset] else {
        throw syntax("'\(word)'")
      }
    }
    index += word.utf8CodeUnitCount
  }

  /// Passes over what is no string, list or object.
  mutating func passOverWord() {
    while let byte = next {
      switch byte {
      case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), 0x20, 0x0A, 0x0D, 0x09: return
      default: index += 1
      }
    }
  }

  // MARK: Errors

  func syntax(_ wanted: String) -> JSONError { JSONError(.syntax(wanted: wanted, byte: index)) }

  /// The error that something else comes next than must.
  package mutating func mismatch(_ wanted: String) -> JSONError {
    kind.map { .malformed("\($0.rawValue), where \(wanted) must be") } ?? syntax("a value")
  }
}
