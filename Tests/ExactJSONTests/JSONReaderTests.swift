import ExactJSON
import Foundation
import Testing

/// What is read of a text, and what is refused as none.
@Suite struct JSONReaderTests {
  private func tree(_ text: String) throws(JSONError) -> JSON { try JSONReader.read(text, JSON.init(from:)) }

  private func fault(_ text: String) -> JSONError? {
    do throws(JSONError) {
      _ = try tree(text)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    "null", "true", "false", "0", "-0", "-0.0", "1e5", "1E-5", "-1.25e+3", "9007199254740993",
    "123456789012345678901234567890", "\"\"", "[]", "{}", "[1,2.50,{\"a\":[null]}]",
    "{\"b\":1,\"a\":{\"c\":\"d\"}}",
  ])
  func aTreeIsWrittenAsItWasRead(text: String) throws {
    #expect(try tree(text).text == text)
    #expect(try tree(" \n\t\r\(text) \n").text == text)
  }

  @Test(arguments: [
    "", " ", "nul", "nulll", "tru", "TRUE", "+1", "01", "-", "-01", ".5", "1.", "1e", "1e+", "0x1", "NaN",
    "--1",
    "1 2", "{", "}", "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "[1}", "{\"a\"", "{\"a\":", "{\"a\":1",
    "{\"a\":1,", "{\"a\":1,}", "{\"a\" 1}", "{a:1}", "{\"a\":1 \"b\":2}", "{1:2}", "\"", "\"a", "\"\\",
    "\"\\\"",
    "\"\\q\"", "\"\\u12\"", "\"\\u12G4\"", "\"\\ud800\"", "\"\\ud800x\"", "\"\\ud800\\n\"",
    "\"\\ud800\\ud800\"",
    "\"\\udc00\"", "\"a\nb\"", "\"a\u{0}b\"", "\u{FEFF}1", "{}x", "[]]", "'a'",
  ])
  func whatIsNoJSONIsRefusedAsThat(text: String) {
    #expect(fault(text)?.isSyntax == true)
    #expect(
      fault("[0,\(text)]")?.isSyntax == true || text.isEmpty == false && text.allSatisfy(\.isWhitespace))
  }

  @Test(arguments: [
    (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"), (#""\u0000\u001f\u0041\u00e9\u20AC""#, "\0\u{1F}Aé€"),
    (#""\ud83d\ude00\uD83D\uDE00""#, "😀😀"), ("\"é€😀\u{7F}\u{2028}\"", "é€😀\u{7F}\u{2028}"),
    ("\"eight by\\ntes\"", "eight by\ntes"),
  ])
  func stringsAreReadWithTheirEscapes(text: String, string: String) throws {
    #expect(try tree(text) == .string(string))
    #expect(try tree("{\(text):1}") == .object([JSON.Member(key: string, value: .number("1"))]))
    #expect(try tree(JSON.string(string).text) == .string(string))
  }

  @Test(
    arguments: [
      [0xFF], [0xC3], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC0, 0x80], [0xE2, 0x82],
    ] as [[UInt8]])
  func damagedUTF8IsRefused(bytes: [UInt8]) {
    for text in [[0x22] + bytes + [0x22], Array("{\"a".utf8) + bytes + Array("\":1}".utf8)] {
      #expect(throws: JSONError.self) {
        try text.withUnsafeBufferPointer { (bytes) throws(JSONError) in
          try JSONReader.read(bytes, JSON.init(from:))
        }
      }
    }
  }

  @Test func depthHasALimit() throws {
    func nested(_ count: Int) -> String {
      String(repeating: "[", count: count) + String(repeating: "]", count: count)
    }
    #expect(fault(nested(JSONReader.deepest)) == nil)
    #expect(fault(nested(JSONReader.deepest + 1))?.isSyntax == true)
    #expect(fault(String(repeating: "[{\"a\":", count: 100_000))?.isSyntax == true)
    // It is the depth that is limited, not the number of lists.
    #expect(fault("[" + String(repeating: "[],", count: 2000) + "0]") == nil)
  }

  @Test func aKeyThatIsThereTwiceIsRefusedInATreeAndTheFirstCountsInAnObject() throws {
    #expect(fault(#"{"a":1,"a":2}"#)?.isSyntax == false)
    #expect(fault(#"{"\u0061":1,"a":2}"#)?.isSyntax == false)
    for text in [#"{"a":1,"b":2,"a":"x"}"#, #"{"\u0061":1,"a":2,"b":2}"#] {
      var read: [Key: Int] = [:]
      try JSONReader.read(text) { (json) throws(JSONError) in
        try json.object { (json, key: Key) throws(JSONError) in read[key] = try json.integer() }
      }
      #expect(read == [.a: 1, .b: 2])
    }
  }

  @Test(arguments: [
    ("9223372036854775807", Int.max), ("-9223372036854775808", .min), ("-0", 0), ("3.0", 3), ("1e2", 100),
    ("9007199254740993", 9_007_199_254_740_993), ("9007199254740991.0", 9_007_199_254_740_991),
  ])
  func wholeNumbersKeepAllDigits(text: String, value: Int) throws {
    #expect(try JSONReader.read(text) { (json) throws(JSONError) in try json.integer() } == value)
  }

  @Test(arguments: [
    "9223372036854775808", "-9223372036854775809", "1.5", "1e30", "9007199254740993.0", "9007199254740992.0",
    "\"1\"",
  ])
  func whatIsNoWholeNumberIsRefused(text: String) {
    #expect(throws: JSONError.self) {
      try JSONReader.read(text) { (json) throws(JSONError) in try json.integer() }
    }
  }

  @Test func doublesAreTheNearest() throws {
    func double(_ text: String) throws(JSONError) -> Double {
      try JSONReader.read(text) { (json) throws(JSONError) in try json.double() }
    }
    #expect(try double("-0").bitPattern == (-0.0).bitPattern)
    #expect(try double("-0.0").bitPattern == (-0.0).bitPattern)
    #expect(try double("0.1") == 0.1)
    #expect(try double("1.7976931348623157e308") == .greatestFiniteMagnitude)
    #expect(try double("4.9406564584124654e-324") == .leastNonzeroMagnitude)
    #expect(throws: JSONError.self) { try double("1e999") }
    #expect(throws: JSONError.self) { try double("-1e999") }
  }

  enum Key: String, JSONKey {
    case a, b

    static let names = JSONNames<Self>()
  }
}

/// What an error says of its place.
@Suite struct JSONErrorTests {
  private func error(_ text: String) -> JSONError? {
    do throws(JSONError) {
      try JSONReader.read(text) { (json) throws(JSONError) in
        try json.object { (json, _: Key) throws(JSONError) in
          try json.list { (json) throws(JSONError) in
            try json.object { (json, name) throws(JSONError) in _ = try json.double() }
          }
        }
      }
      return nil
    } catch {
      return error
    }
  }

  enum Key: String, JSONKey {
    case first, second

    static let names = JSONNames<Self>()
  }

  @Test(arguments: [
    (#"{"first":[{},{"x":"1"}]}"#, "first[1].x", "a string, where a number must be"),
    (#"{"second":[{"x":null}]}"#, "second[0].x", "null, where a number must be"),
    (#"{"second":[{"x":true}]}"#, "second[0].x", "true or false, where a number must be"),
    (#"{"second":{}}"#, "second", "an object, where a list must be"),
    (#"{"third":[]}"#, "third", "unknown field; known here: first, second"),
    ("[]", "", "a list, where an object must be"),
    (#"{"first":[{"x":1e999}]}"#, "first[0].x", "1e999 is more than a double can hold"),
  ])
  func theWayToTheValueIsNamed(text: String, field: String, reason: String) {
    #expect(error(text)?.field == field)
    #expect(error(text)?.reason == reason)
    // What is no JSON is that first of all.
    #expect(error(text + "x")?.isSyntax == true)
    #expect(error(String(text.dropLast()))?.isSyntax == true)
  }

  @Test func aSyntaxErrorSaysWhatHadToStandWhere() {
    #expect(error("{\"first\" []}")?.reason == "no valid JSON: it must have ':' at byte 9")
    #expect(error("debug")?.reason == "no valid JSON: it must have a value at byte 0")
    #expect(error("debug")?.field == "")
  }
}

/// Values that are passed over and read later.
@Suite struct JSONPlaceTests {
  @Test(arguments: [
    "1", "-1.5e3", "null", "\"a\\\"]}\"", "[]", "[1,[2,\"]\"],{}]", "{\"a\":{\"b\":\"}\"}}", " 7 ", "[ ] ",
  ])
  func aValueIsReadLaterAsItStands(text: String) throws {
    let (later, next) = try JSONReader.read("[\(text),\"next\"]") { (json) throws(JSONError) in
      var place: JSONReader.Place?
      var next = ""
      try json.list { (json) throws(JSONError) in
        if place == nil { place = try json.passOver() } else { next = try json.string() }
      }
      guard let place else { throw .missing("") }
      return (try json.read(place, JSON.init(from:)), next)
    }
    #expect(later == (try JSONReader.read(text, JSON.init(from:))))
    #expect(next == "next")
  }
}

/// What is written.
@Suite struct JSONWriterTests {
  @Test(arguments: [
    (0.0, "0"), (-0.0, "-0.0"), (1, "1"), (-3, "-3"), (0.1, "0.1"), (1e16, "1e+16"),
    (1e15, "1000000000000000"),
    (1e-5, "1e-05"), (.leastNonzeroMagnitude, "5e-324"),
    (.greatestFiniteMagnitude, "1.7976931348623157e+308"),
  ])
  func numbersHaveTheFewestDigits(value: Double, text: String) throws {
    #expect(try JSONWriter.text { $0.number(value) } == text)
    #expect(Double(text)?.bitPattern == value.bitPattern)
  }

  @Test func whatJSONDoesNotHaveIsAnError() {
    for value in [Double.nan, .infinity, -.infinity] {
      #expect(throws: JSONError.self) { try JSONWriter.text { $0.number(value) } }
    }
  }

  @Test func valuesAreSeparated() throws {
    let text = try JSONWriter.text { json in
      json.object { json in
        json.key("a")
        json.list([1, 2]) { $0.integer($1) }
        json.key("b")
        json.object { _ in }
        json.key("c")
        json.list { json in
          json.null()
          json.flag(true)
          json.string("\"\\\u{1}\n/é")
        }
      }
    }
    #expect(text == #"{"a":[1,2],"b":{},"c":[null,true,"\"\\\u0001\n/é"]}"#)
  }
}
