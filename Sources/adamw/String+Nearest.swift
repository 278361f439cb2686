extension String {
  /// Up to three of some names that are this one but for a few characters, or end in it: the nearest first.
  func nearest(among names: [String]) -> [String] {
    let ends = names.filter { $0.hasSuffix("/" + self) }
    if !ends.isEmpty { return Array(ends.prefix(3)) }
    let most = Swift.max(2, count / 8)
    let near = names.map { ($0, edits(to: $0, most: most)) }.filter { $0.1 <= most }
    return near.sorted { $0.1 < $1.1 }.prefix(3).map(\.0)
  }

  /// How many characters must be put in, taken out or exchanged to come to another text; more than `most` if that many.
  private func edits(to other: String, most: Int) -> Int {
    let (a, b) = (Array(utf8), Array(other.utf8))
    guard abs(a.count - b.count) <= most else { return most + 1 }
    var row = Array(0...b.count)
    for (i, x) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, y) in b.enumerated() {
        let next = Swift.min(row[j + 1] + 1, row[j] + 1, diagonal + (x == y ? 0 : 1))
        (diagonal, row[j + 1]) = (row[j + 1], next)
      }
    }
    return row[b.count]
  }
}
