package import ExactJSON

extension JSONReader {
  /// Reads a document, after its field `format` has said what it is, before anything else in it is believed.
  package static func document<Value>(
    _ bytes: UnsafeBufferPointer<UInt8>,
    format known: String,
    _ body: (inout JSONReader) throws(JSONError) -> Value
  ) throws(DocumentError) -> Value {
    let found: String
    do {
      found = try read(bytes) { (json) throws(JSONError) in try json.format() }
      if found == known { return try read(bytes, body) }
    } catch {
      throw .json(error)
    }
    throw .otherFormat(found)
  }

  private mutating func format() throws(JSONError) -> String {
    var format: String?
    try object { (json, name) throws(JSONError) in
      if name == "format", format == nil { format = try json.string() } else { try json.skip() }
    }
    guard let format else { throw .missing("format") }
    return format
  }
}
