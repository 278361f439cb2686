/// Writes a JSON text, value by value.
///
/// The fields of the protocol's objects are written in the order of their names: who writes an object asks for its
/// keys in that order. Foundation's encoder is not used because it prints -0 as `-0`, which most
/// readers take for a whole number and so for +0.
package struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  private var needsComma = false
  private var fault: JSONError?

  /// The text of one value.
  package static func text(_ body: (inout JSONWriter) -> Void) throws(JSONError) -> String {
    var writer = JSONWriter()
    body(&writer)
    if let fault = writer.fault { throw fault }
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  package mutating func object(_ fields: (inout JSONWriter) -> Void) { nest("{", "}", fields) }

  package mutating func list(_ elements: (inout JSONWriter) -> Void) { nest("[", "]", elements) }

  package mutating func list<Element>(
    _ elements: some Sequence<Element>, _ write: (inout JSONWriter, Element) -> Void
  ) {
    list { json in for element in elements { write(&json, element) } }
  }

  /// Writes the name of a field, behind which its value must be written.
  package mutating func key(_ name: String) {
    string(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  package mutating func key(_ name: some JSONKey) { key(name.rawValue) }

  package mutating func null() { value("null") }

  package mutating func flag(_ value: Bool) { self.value(value ? "true" : "false") }

  package mutating func integer(_ value: Int) { self.value(String(value)) }

  /// Writes a number with the fewest digits that read back as it, without the fraction of a whole number, whose sign
  /// must not be lost with it.
  package mutating func number(_ value: Double) {
    guard value.isFinite else {
      fault = fault ?? .malformed("\(value) is no number of JSON")
      return self.value("null")
    }
    let text = value.description
    let isWhole = text.hasSuffix(".0") && !(value == 0 && value.sign == .minus)
    self.value(isWhole ? String(text.dropLast(2)) : text)
  }

  /// Writes a number as it is spelt.
  package mutating func number(spelt spelling: String) { value(spelling) }

  package mutating func string(_ text: String) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0..<0x20: bytes += Self.escape(byte).utf8
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func escape(_ control: UInt8) -> String {
    switch control {
    case 0x08: return "\\b"
    case 0x09: return "\\t"
    case 0x0A: return "\\n"
    case 0x0C: return "\\f"
    case 0x0D: return "\\r"
    default:
      let digits = String(control, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
  }

  private mutating func nest(
    _ opening: Unicode.Scalar, _ closing: Unicode.Scalar, _ body: (inout JSONWriter) -> Void
  ) {
    separate()
    bytes.append(UInt8(ascii: opening))
    needsComma = false
    body(&self)
    bytes.append(UInt8(ascii: closing))
    needsComma = true
  }

  private mutating func value(_ text: String) {
    separate()
    bytes += text.utf8
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }
}
