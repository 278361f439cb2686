/// Rows in columns: the first aligned left, the others, which are numbers, right.
struct TextTable {
  /// A cell, and whether it is to stand out.
  struct Cell {
    var text: String
    var isAlarm = false
  }

  private var rows: [[Cell]]

  init(header: [String]) { rows = [header.map { Cell(text: $0) }] }

  mutating func append(_ row: [Cell]) { rows.append(row) }

  /// The table's lines.
  func lines(style: TextStyle) -> [String] {
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

/// How text is made to stand out, where it may.
public struct TextStyle: Sendable {
  /// Whether the reader's terminal shows colour.
  public var hasColor: Bool

  /// A style with or without colour.
  public init(hasColor: Bool) { self.hasColor = hasColor }

  /// The style for a place to write to: coloured if it is a terminal, and `NO_COLOR` is not set.
  public init(isTerminal: Bool, environment: [String: String]) {
    hasColor = isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
  }

  func red(_ text: String) -> String { wrap(text, in: "31") }
  func green(_ text: String) -> String { wrap(text, in: "32") }
  func bold(_ text: String) -> String { wrap(text, in: "1") }

  private func wrap(_ text: String, in code: String) -> String {
    hasColor ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
  }
}
