import Conformance

/// Cases arranged by their arguments: each in a cell of its own.
struct CaseMatrix {
  /// An axis along one side, with its settings in the order in which the cases have them.
  struct Side {
    var axes: [(axis: CaseAxis, settings: [String])] = []

    /// The number of rows or columns.
    var length: Int { axes.reduce(1) { $0 * $1.settings.count } }

    /// The number of rows or columns that each setting of an axis spans.
    func span(of index: Int) -> Int { axes[(index + 1)...].reduce(1) { $0 * $1.settings.count } }

    fileprivate func position(of testCase: Case) -> Int? {
      var position = 0
      for (axis, settings) in axes {
        guard let index = settings.firstIndex(of: axis.setting(of: testCase)) else { return nil }
        position = position * settings.count + index
      }
      return position
    }
  }

  let rows, columns: Side
  /// The indices of the cases, row by row; nil where there is none.
  let cells: [[Int?]]

  /// The matrix of cases; nil if their arguments do not tell them apart, or leave most of it empty.
  init?(_ cases: [Case]) {
    let axes = CaseAxis.allCases.compactMap { axis -> (axis: CaseAxis, settings: [String])? in
      var seen: Set<String> = []
      let settings = cases.map(axis.setting).filter { seen.insert($0).inserted }
      return settings.count > 1 ? (axis, settings) : nil
    }
    let size = axes.reduce(1) { $0 * $1.settings.count }
    guard axes.count >= 2, cases.count <= size, size <= 2 * cases.count else { return nil }
    let middle = (axes.count + 1) / 2
    rows = Side(axes: Array(axes[..<middle]))
    columns = Side(axes: Array(axes[middle...]))
    var cells = [[Int?]](repeating: [Int?](repeating: nil, count: columns.length), count: rows.length)
    for (index, testCase) in cases.enumerated() {
      guard let row = rows.position(of: testCase), let column = columns.position(of: testCase),
        cells[row][column] == nil
      else { return nil }
      cells[row][column] = index
    }
    self.cells = cells
  }
}
