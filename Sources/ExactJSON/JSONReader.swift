/// Reads a JSON text value by value, each as what it is to become.
///
/// Foundation's decoder is not used for three reasons. Most of the time of reading the vectors went into it, and into
/// the reference counting around it: it makes a tree of the text first, and asks the tree by generic calls afterwards.
/// It takes trailing commas, which JSON does not have. And its errors are sentences about Swift's types.
///
/// - Who reads asks for the value that must come next, and an error says where another one stands.
/// - A text that is no JSON is refused as that first of all, wherever the reading stops.
/// - Numbers are read as they are spelt: -0.0 keeps its sign, and whole numbers all of their digits.
/// - Of a field that is there twice the first counts.
package struct JSONReader {
  /// How deep values may lie in each other, which recursion has to bear.
  package static let deepest = 512

  @usableFromInline let bytes: UnsafeBufferPointer<UInt8>
  @usableFromInline var index = 0
  private var depth = 0
  private let deepest: Int

  private init(_ bytes: UnsafeBufferPointer<UInt8>, deepest: Int) {
    self.bytes = bytes
    self.deepest = deepest
  }

  /// Reads a text that is one value.
  ///
  /// - Parameters:
  ///   - bytes: The text, in UTF-8.
  ///   - deepest: How deep values may lie in each other.
  ///   - body: Reads the value.
  /// - Returns: The value.
  /// - Throws: That the text is no JSON, or what `body` throws.
  package static func read<Value>(
    _ bytes: UnsafeBufferPointer<UInt8>,
    deepest: Int = deepest,
    _ body: (inout JSONReader) throws(JSONError) -> Value
  ) throws(JSONError) -> Value {
    var reader = JSONReader(bytes, deepest: deepest)
    do {
      let value = try body(&reader)
      try reader.requireEnd()
      return value
    } catch {
      if !error.isSyntax {
        var whole = JSONReader(bytes, deepest: deepest)
        try whole.skip()
        try whole.requireEnd()
      }
      throw error
    }
  }

  /// Reads a text that is one value.
  package static func read<Value>(
    _ text: String,
    _ body: (inout JSONReader) throws(JSONError) -> Value
  ) throws(JSONError) -> Value {
    let bytes = Array(text.utf8)
    return try bytes.withUnsafeBufferPointer { (bytes) throws(JSONError) in try read(bytes, body) }
  }

  // MARK: Lists and objects

  /// Reads a list, element by element.
  package mutating func list(_ element: (inout JSONReader) throws(JSONError) -> Void) throws(JSONError) {
    try enter("[", "a list")
    var count = 0
    while try hasNext(before: "]", isFirst: count == 0) {
      do { try element(&self) } catch { throw error.within(.index(count)) }
      count += 1
    }
  }

  /// Reads a list of values of one kind.
  package mutating func array<Element>(
    _ element: (inout JSONReader) throws(JSONError) -> Element
  ) throws(JSONError) -> [Element] {
    var elements: [Element] = []
    try list { (json) throws(JSONError) in elements.append(try element(&json)) }
    return elements
  }

  /// Reads an object of any names, field by field.
  package mutating func object(
    _ field: (inout JSONReader, String) throws(JSONError) -> Void
  ) throws(JSONError) {
    try enter("{", "an object")
    var isFirst = true
    while try hasNext(before: "}", isFirst: isFirst) {
      isFirst = false
      let name = try fieldName()
      do { try field(&self, name) } catch { throw error.within(.name(name)) }
    }
  }

  mutating func fieldName() throws(JSONError) -> String {
    guard next == UInt8(ascii: "\"") else { throw syntax("a field's name") }
    let name = try string()
    try take(":")
    return name
  }

  mutating func enter(_ opening: Unicode.Scalar, _ what: String) throws(JSONError) {
    skipSpace()
    guard next == UInt8(ascii: opening) else { throw mismatch(what) }
    index += 1
    depth += 1
    if depth > deepest { throw syntax("at most \(deepest) levels") }
  }

  /// Goes on to the next element, or behind the end.
  @inline(__always)
  mutating func hasNext(before closing: Unicode.Scalar, isFirst: Bool) throws(JSONError) -> Bool {
    skipSpace()
    if next == UInt8(ascii: closing) {
      index += 1
      depth -= 1
      return false
    }
    if !isFirst {
      guard next == UInt8(ascii: ",") else { throw syntax("',' or '\(closing)'") }
      index += 1
      skipSpace()
    }
    return true
  }

  // MARK: Values that are read later

  /// A value that was passed over.
  package struct Place {
    fileprivate let index: Int
    fileprivate let depth: Int
  }

  /// Passes over a value that is to be read later, once it is known as what. Only its end is looked for.
  package mutating func passOver() throws(JSONError) -> Place {
    skipSpace()
    let place = Place(index: index, depth: depth)
    var open = 0
    repeat {
      guard let byte = next else { throw syntax("a value") }
      switch byte {
      case UInt8(ascii: "\""): try passOverString()
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        open += 1
        index += 1
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        open -= 1
        if open < 0 { throw syntax("a value") }
        index += 1
      case _ where open == 0: passOverWord()
      default: index += 1
      }
    } while open > 0
    return place
  }

  /// Reads a value that was passed over, the one of a field, and stays where it is.
  package mutating func read<Value>(
    _ place: Place,
    in field: String,
    _ body: (inout JSONReader) throws(JSONError) -> Value
  ) throws(JSONError) -> Value {
    do { return try read(place, body) } catch { throw error.within(.name(field)) }
  }

  package mutating func read<Value>(
    _ place: Place,
    _ body: (inout JSONReader) throws(JSONError) -> Value
  ) throws(JSONError) -> Value {
    let here = (index, depth)
    (index, depth) = (place.index, place.depth)
    let value = try body(&self)
    (index, depth) = here
    return value
  }

  /// Passes over a value that nobody reads, all of which must be JSON.
  package mutating func skip() throws(JSONError) {
    switch kind {
    case .null: _ = try takeNull()
    case .flag: _ = try flag()
    case .number: _ = try number()
    case .string: _ = try string()
    case .list: try list { (json) throws(JSONError) in try json.skip() }
    case .object: try object { (json, _) throws(JSONError) in try json.skip() }
    case nil: throw syntax("a value")
    }
  }

  private mutating func requireEnd() throws(JSONError) {
    skipSpace()
    guard index == bytes.count else { throw syntax("the end") }
  }
}
