extension Block {
  /// Whether no element is NaN or infinite.
  package var isFinite: Bool {
    dtype.run(AllFinite(values: self, range: 0..<count))
  }

  /// Whether no element is NaN or infinite in the last of the rows that belong to each row of the variable
  /// (rule R-LOSS-SCALE-5).
  package func isFinite(inLastOf rows: [Int]) -> Bool {
    guard !rows.isEmpty else { return true }
    let width = count / rows.count
    var seen: Set<Int> = []
    return rows.indices.reversed().allSatisfy { place in
      !seen.insert(rows[place]).inserted
        || dtype.run(AllFinite(values: self, range: place * width..<(place + 1) * width))
    }
  }
}

private struct AllFinite: Loop {
  let values: Block
  let range: Range<Int>

  func run<N: Number>(over number: N.Type) -> Bool {
    let v = values.elements(number)
    return range.allSatisfy { !(v[$0] - v[$0]).isNaN }
  }
}
