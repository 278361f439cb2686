import ExactJSON

extension JSONReader {
  /// Which of several kinds a message is, by this field. The message is then still to be read.
  mutating func messageKind<Kind: RawRepresentable<String> & CaseIterable>(
    in field: String
  ) throws(JSONError) -> Kind {
    guard kind == .object else { throw mismatch("an object") }
    var ahead = self
    var found: Kind?
    try ahead.object { (json, name) throws(JSONError) in
      if name == field, found == nil { found = try json.choice() } else { _ = try json.passOver() }
    }
    guard let found else { throw .missing(field) }
    return found
  }
}
