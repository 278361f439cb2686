import Conformance

extension Report {
  /// All cases, file by file: each a small square.
  func caseSection(_ marks: [CaseMark]) -> String {
    let used = Set(marks)
    let legend = CaseMark.allCases.filter(used.contains).map { mark in
      let count = marks.count { $0 == mark }
      return "<li><i class=\"\(mark.rawValue)\"></i> \(count) \(mark.legend)</li>"
    }
    let places = Dictionary(grouping: result.results.indices) { result.results[$0].file }
    let judged = files.filter { $0.tally.cases > $0.tally.unsupported }
    let others = files.filter { $0.tally.cases == $0.tally.unsupported }.map {
      "\($0.name) (\($0.tally.cases))"
    }
    let lacking =
      others.isEmpty
      ? "" : "<p>Unsupported altogether: \(others.joined(separator: ", ").escapedForMarkup)</p>"
    return """
      <section>
      <h2 id="cases">Cases</h2>
      <p>Each square is a case; one that failed leads to what is known of it.</p>
      <ul class="legend">\(legend.joined())</ul>
      <output id="readout" aria-live="polite"></output>
      \(judged.map { fileBlock($0.name, $0.tally, places[$0.name] ?? [], marks) }.joined(separator: "\n"))
      \(lacking)
      </section>
      """
  }

  private func fileBlock(_ name: String, _ tally: Tally, _ places: [Int], _ marks: [CaseMark]) -> String {
    let matrix = CaseMatrix(places.map { result.results[$0].testCase })
    let squares = places.map { square($0, marks[$0]) }
    let picture = matrix.map { table($0, squares) } ?? #"<ul class="strip">\#(squares.joined())</ul>"#
    return """
      <article>
      <h3>\(name.escapedForMarkup) <small>\(Self.summary(of: tally))</small></h3>
      \(picture)\(driftChart(places, marks))
      </article>
      """
  }

  private static func summary(of tally: Tally) -> String {
    let parts = [
      (tally.failed, "failed"), (tally.passed, "passed"), (tally.unsupported, "unsupported"),
    ]
    return parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }

  /// A case's square as an element of a list, whose inside a matrix takes.
  private func square(_ place: Int, _ mark: CaseMark) -> String {
    let name = result.results[place].testCase.id.escapedForMarkup
    let style = #"class="\#(mark.rawValue)" title="\#(name)""#
    return hasDetails(mark)
      ? ##"<li><a \##(style) href="#d\##(place)"></a></li>"## : "<li><i \(style)></i></li>"
  }

  // MARK: The matrix

  private func table(_ matrix: CaseMatrix, _ squares: [String]) -> String {
    let columns = matrix.columns
    let rowAxes = matrix.rows.axes.count
    let heads = columns.axes.enumerated().map { index, level in
      let span = columns.span(of: index)
      let cells = (0..<columns.length / span).map {
        #"<th scope="col"\#(Self.span("col", span))><span>\#(level.settings[$0 % level.settings.count])</span></th>"#
      }
      let name = #"<th class="axis" colspan="\#(rowAxes)">\#(level.axis.name)</th>"#
      return "<tr\(span == 1 ? #" class="upright""# : "")>\(name)\(cells.joined())</tr>"
    }
    let rows = matrix.cells.enumerated().map { row, cells in
      let names = matrix.rows.axes.enumerated().compactMap { index, level -> String? in
        let span = matrix.rows.span(of: index)
        guard row % span == 0 else { return nil }
        let setting = level.settings[row / span % level.settings.count]
        return #"<th scope="row"\#(Self.span("row", span))><span>\#(setting)</span></th>"#
      }
      let inside = cells.map { $0.map { squares[$0].dropFirst(4).dropLast(5) } ?? "" }
      return "<tr>\(names.joined())\(inside.map { "<td>\($0)</td>" }.joined())</tr>"
    }
    let sides = [matrix.rows, matrix.columns].map { $0.axes.map(\.axis.name).joined(separator: ", ") }
    return """
      <div class="wide"><table class="matrix">
      <caption>Down: \(sides[0]). Across: \(sides[1]).</caption>
      <thead>\(heads.joined(separator: "\n"))</thead>
      <tbody>\(rows.joined(separator: "\n"))</tbody>
      </table></div>
      """
  }

  private static func span(_ name: String, _ count: Int) -> String {
    count == 1 ? "" : #" \#(name)span="\#(count)""#
  }

  // MARK: Distances over steps

  /// The distances of all failed cases of a file together, if that says anything.
  private func driftChart(_ places: [Int], _ marks: [CaseMark]) -> String {
    let drifts = places.filter { hasDetails(marks[$0]) }.map { result.results[$0] }
      .filter { !$0.judgement.drift.isEmpty }
    let bits = drifts.flatMap(\.testCase.variables).map(\.dtype.bitWidth).max() ?? 0
    let distances = Dictionary(
      grouping: drifts.flatMap { result in
        result.judgement.drift.map { (step: result.testCase.step(ofEvent: $0.event), ulps: $0.ulps) }
      },
      by: \.step
    ).mapValues { $0.map(\.ulps).sorted { $0 ?? .max < $1 ?? .max } }
    let steps = distances.keys.sorted()
    guard drifts.count > 1, steps.count > 1, let first = steps.first, let last = steps.last else { return "" }
    let sorted = steps.compactMap { distances[$0] }
    let picture = DriftPicture(bits: bits)
    let svg = picture.svg([
      ("far", sorted.map { $0[$0.count - 1] }),
      ("near", sorted.map { $0[$0.count / 2] }),
    ])
    let ticks = stride(from: 0, through: bits, by: bits / 4).map { power in
      #"<span style="bottom:\#(100 * power / bits)%">\#(power.powerOfTwo)</span>"#
    }
    return """
      <figure class="chart"><div class="plot">\(svg)\(ticks.joined())</div>
      <div class="steps"><span>step \(first)</span><span>step \(last)</span></div>
      <figcaption>Distance in ULP after each step of the \(drifts.count) cases that differ in a variable: dark the \
      median, light the farthest, striped NaN.</figcaption></figure>
      """
  }
}
