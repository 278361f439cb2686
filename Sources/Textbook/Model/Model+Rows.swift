import Conformance
import Dialects

extension Model {
  /// A gradient with an element for each of the variable's: the rows of a sparse one, added up (rules R-SPARSE-1,
  /// R-SPARSE-6).
  func dense(_ gradient: StepGradient<Format>, of i: Int) -> StepGradient<Format> {
    guard let rows = gradient.rows else { return gradient }
    let (format, width, extent) = (gradient.format, variables[i].width, variables[i].shape[0])
    var elements = Array(repeating: N.zero(format), count: variables[i].count)
    for (k, row) in rows.enumerated() {
      var row = row
      if row < 0 {
        if !makes(.negativeRowsWrap) { continue }
        row += extent
      }
      guard row >= 0 else { continue }
      for e in 0..<width {
        let x = gradient.elements[k * width + e]
        let at = row * width + e
        elements[at] = makes(.sparseLastRowWins) ? x : elements[at] + x
      }
    }
    return StepGradient(elements, format)
  }

  /// The elements of some rows; nil for all.
  func elements(of rows: [Int]?, in i: Int) -> Set<Int>? {
    guard let rows else { return nil }
    let width = variables[i].width
    return Set(rows.filter { $0 >= 0 }.flatMap { $0 * width..<($0 + 1) * width })
  }
}

extension StepGradient {
  /// The dense gradient of somebody who lets the last of several rows win.
  func lastRows(_ model: Model<Format>, _ i: Int) -> Self {
    guard let rows else { return self }
    let width = model.variables[i].width
    var result = model.variables[i].zeros.map { $0.cast(to: format) }
    for (k, row) in rows.enumerated() where row >= 0 {
      for e in 0..<width { result[row * width + e] = elements[k * width + e] }
    }
    return StepGradient(result, format)
  }
}
