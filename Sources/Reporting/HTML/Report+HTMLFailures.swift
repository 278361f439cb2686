import Conformance

extension Report {
  /// The number of steps whose distances are also given as numbers.
  private static let numberLimit = 24

  /// Whether there is more to say of a case than its mark.
  func hasDetails(_ mark: CaseMark) -> Bool { mark != .passed && mark != .unsupported }

  /// All failed cases, each to be opened.
  func failureSection(_ marks: [CaseMark]) -> String {
    let failed = marks.indices.filter { hasDetails(marks[$0]) }
    if failed.isEmpty { return "" }
    return """
      <section>
      <h2 id="failures">Failures</h2>
      \(quantityTable)
      <p class="tools"><label>Only cases with <input id="search" type="search" placeholder="amsgrad+ema"/></label>
      <span id="found">\(failed.count) cases</span></p>
      <p>What a case asks of the port: <code>adamw test --replay CASE -- PROGRAM</code></p>
      <div id="list">
      \(failed.map { details($0, marks[$0]) }.joined(separator: "\n"))
      </div>
      </section>
      """
  }

  /// How many cases differ first in which quantity.
  private var quantityTable: String {
    if failures.isEmpty { return "" }
    let rows = firstQuantities.map { "<tr><th>\($0.quantity)</th><td>\($0.failures)</td></tr>" }
    return """
      <table><tr><th>differs first in</th><td>cases</td></tr>
      \(rows.joined(separator: "\n"))</table>
      """
  }

  private func details(_ place: Int, _ mark: CaseMark) -> String {
    let result = result.results[place]
    guard case .failed(let divergence) = result.judgement.verdict else { return "" }
    let testCase = result.testCase
    return """
      <details><summary><i class="\(mark.rawValue)"></i> <code>\(testCase.id.escapedForMarkup)</code> \
      <small>\(Self.brief(divergence).escapedForMarkup)</small></summary>
      <div id="d\(place)">\(Self.difference(divergence))\(drift(of: result))
      <dl>\(testCase.facts.map { "<dt>\($0)</dt><dd>\($1.escapedForMarkup)</dd>" }.joined())</dl></div></details>
      """
  }

  private static func brief(_ divergence: Divergence) -> String {
    guard case .bits = divergence.difference else { return divergence.explanation.excerpt }
    let distance = divergence.ulps.map { "\($0) ULP" } ?? "NaN"
    return [divergence.step.map { "step \($0)" }, divergence.quantity.description, distance].compactMap(
      \.self
    )
    .joined(separator: ", ")
  }

  /// The first difference, with bits and decimals where there are some.
  private static func difference(_ divergence: Divergence) -> String {
    let place = divergence.place.isEmpty ? "" : "<p>First at \(divergence.place.escapedForMarkup)</p>"
    guard case .bits(let dtype, let expected, let actual) = divergence.difference else {
      let details = divergence.details.map(\.escapedForMarkup).joined(separator: "\n")
      return place + "<p>\(divergence.explanation.escapedForMarkup)</p>"
        + (details.isEmpty ? "" : "<pre>\(details)</pre>")
    }
    func row(_ name: String, _ bits: UInt64) -> String {
      "<tr><th>\(name)</th><td><code>\(Tensor(dtype, bits: [bits]).hexadecimal)</code></td>"
        + "<td>\(dtype.decimal(ofBits: bits))</td></tr>"
    }
    return place
      + "<table>\(row("expected", expected))\(row("got", actual))</table><p>\(divergence.distance)</p>"
  }

  /// How far each step is from what it must be.
  private func drift(of result: CaseResult) -> String {
    let drift = result.judgement.drift
    if drift.isEmpty { return "" }
    let bits = result.testCase.variables.map(\.dtype.bitWidth).max() ?? 0
    let svg = DriftPicture(bits: bits).svg([("far", drift.map(\.ulps))])
    let numbers = drift.prefix(Self.numberLimit).map {
      "\(result.testCase.step(ofEvent: $0.event)): \($0.ulps.map(String.init) ?? "NaN")"
    }
    let more = drift.count > Self.numberLimit ? " …" : ""
    return """
      <figure>\(svg)<figcaption>ULP by step: \(numbers.joined(separator: ", "))\(more)</figcaption></figure>
      """
  }
}

extension Case {
  /// What the case is about, by name.
  fileprivate var facts: [(String, String)] {
    var facts = [(optimizer.rawValue, arguments.python)]
    if let exclusion {
      let indices = exclusion.variables.map { "variable \($0)" }
      let names = exclusion.variableNames.map { "'\($0)'" }
      facts.append(("no decay", (indices + names).joined(separator: ", ")))
    }
    if let lossScaleOptimizer {
      let scale = lossScaleOptimizer.initialScale?.brief ?? "default"
      let steps = lossScaleOptimizer.dynamicGrowthSteps.map(String.init) ?? "default"
      facts.append(("loss scale", "initial_scale=\(scale), dynamic_growth_steps=\(steps)"))
    }
    let shapes = variables.map { "\($0.name) \($0.dtype.rawValue) \($0.shape)" }
    facts.append(("variables", shapes.joined(separator: "; ")))
    if let note { facts.append(("note", note)) }
    facts.append(("rules", rules.map(\.id).joined(separator: " ")))
    return facts
  }
}
