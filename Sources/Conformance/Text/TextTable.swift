/// Rows in columns: the first aligned left, the others, which are numbers, right.
package struct TextTable {
  /// A cell, and whether it is to stand out.
  package struct Cell {
    package var text: String
    package var isAlarm: Bool

    package init(text: String, isAlarm: Bool = false) {
      self.text = text
      self.isAlarm = isAlarm
    }
  }

  private var rows: [[Cell]]

  package init(header: [String]) { rows = [header.map { Cell(text: $0) }] }

  package mutating func append(_ row: [Cell]) { rows.append(row) }

  package func lines(style: TextStyle) -> [String] {
    let widths = rows.reduce(into: [Int](repeating: 0, count: rows[0].count)) { widths, row in
      for (column, cell) in row.enumerated() { widths[column] = max(widths[column], cell.text.count) }
    }
    return rows.map { row in
      row.enumerated().map { column, cell in
        let padding = String(repeating: " ", count: widths[column] - cell.text.count)
        let text = cell.isAlarm ? style.red(cell.text) : cell.text
        return column == 0 ? text + padding : padding + text
      }.joined(separator: "  ")
    }
  }
}
