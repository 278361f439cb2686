extension JSONReader {
  /// Reads an object, field by field, of which none may be unknown.
  @inlinable
  package mutating func object<Key: JSONKey>(
    _ type: Key.Type = Key.self,
    _ field: (inout JSONReader, Key) throws(JSONError) -> Void
  ) throws(JSONError) {
    let names = Key.names
    var cursor = try firstField()
    while let index = try nextField(among: names.table, &cursor) {
      do { try field(&self, names.keys[index]) } catch {
        throw error.within(.name(names.keys[index].rawValue))
      }
    }
  }

  /// How far the reading of an object is.
  @usableFromInline
  struct Cursor {
    fileprivate var isFirst = true
    /// A bit for each name that there was.
    fileprivate var seen: UInt64 = 0
  }

  @usableFromInline
  mutating func firstField() throws(JSONError) -> Cursor {
    try enter("{", "an object")
    return Cursor()
  }

  /// The position among the names of the next field whose value is to be read; nil at the object's end.
  @usableFromInline
  mutating func nextField(among table: NameTable, _ cursor: inout Cursor) throws(JSONError) -> Int? {
    while try hasNext(before: "}", isFirst: cursor.isFirst) {
      cursor.isFirst = false
      guard next == UInt8(ascii: "\"") else { throw syntax("a field's name") }
      let start = index
      let (text, isPlain) = try rawString()
      var found = isPlain ? table.index(of: text) : nil
      if found == nil {
        index = start
        let name = try string()
        found = table.names.firstIndex(of: name)
        if found == nil {
          let known = table.names.joined(separator: ", ")
          throw .malformed("unknown field; known here: \(known)", at: .name(name))
        }
      }
      try take(":")
      guard let found else { continue }
      if cursor.seen & 1 << UInt64(found) == 0 {
        cursor.seen |= 1 << UInt64(found)
        return found
      }
      try skip()
    }
    return nil
  }
}
