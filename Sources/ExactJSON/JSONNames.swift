/// The names of an enumeration's cases, as bytes.
package struct JSONNames<Key: JSONKey>: Sendable {
  @usableFromInline let keys: [Key]
  @usableFromInline let table: NameTable

  package init() {
    keys = Array(Key.allCases)
    precondition(keys.count <= 64, "Which fields there were is noted in a word.")
    table = NameTable(keys.map(\.rawValue))
  }
}

/// Names as bytes, one behind the other.
@usableFromInline
struct NameTable: Sendable {
  let names: [String]
  private let bytes: [UInt8]
  private let ends: [Int]

  init(_ names: [String]) {
    self.names = names
    bytes = names.flatMap(\.utf8)
    ends = names.reduce(into: []) { $0.append(($0.last ?? 0) + $1.utf8.count) }
  }

  /// The position of the name with these bytes.
  func index(of text: UnsafeBufferPointer<UInt8>) -> Int? {
    bytes.withUnsafeBufferPointer { bytes in
      var start = 0
      for index in ends.indices {
        let end = ends[index]
        if end - start == text.count, (0..<text.count).allSatisfy({ bytes[start + $0] == text[$0] }) {
          return index
        }
        start = end
      }
      return nil
    }
  }
}
