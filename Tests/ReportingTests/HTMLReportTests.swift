import Testing

@testable import Conformance
import ConformanceSamples
@testable import Reporting

@Suite struct HTMLReportTests {
  /// A port that is right at first, and then farther off with every step.
  private static let drifting = FakePort.changing { observation in
    for step in observation.steps.indices.dropFirst(2) {
      observation.steps[step][1].bits[4] += 1 << UInt64(2 * step)
    }
  }

  private static let attack = "</script><img src=x onerror=alert(1)>\"'&\u{1b}[2J\u{202e}"

  @Test func theVerdictComesFirst() throws {
    let wrong = try CoreCases.report(on: CoreCases.all, by: Self.drifting).html()
    let (heading, facts) = try (
      #require(wrong.firstRange(of: "<h1>")), #require(wrong.firstRange(of: "<main>"))
    )
    #expect(wrong[heading.upperBound...].contains("does not conform</h1>"))
    let first = """
      First: <a href="#d0">core-float32/global_clipnorm+ema3+scale128+accumulate3+exclude-0</a>, step 3 (event 2), \
      variable 1 (kernel), element 4: expected 00000000 (0.0), got 00000010
      """
    #expect(wrong[..<facts.lowerBound].contains(first))
    let right = try CoreCases.report(on: CoreCases.all, by: .right).html()
    #expect(right.contains("conforms</h1>\n\n\n<p>1440 of 1440 cases passed"))
    #expect(!right.contains("First: "))
  }

  @Test func thePageIsWellFormedAndItsLinksLeadSomewhere() throws {
    let page = try #require(Page(CoreCases.report(on: CoreCases.all, by: Self.drifting).html()))
    let ids = page.values(of: "id")
    #expect(Set(ids).count == ids.count)
    let links = page.values(of: "href")
    #expect(links.count == 1441)
    #expect(links.allSatisfy { $0.hasPrefix("#") && ids.contains(String($0.dropFirst())) })
    #expect(page.count(of: "details") == 1440)
  }

  @Test func nothingIsAskedOfTheNetwork() throws {
    let html = try CoreCases.report(on: Array(CoreCases.all.prefix(8)), by: Self.drifting).html()
    let page = try #require(Page(html))
    for name in ["link", "img", "iframe", "object", "base", "form"] { #expect(page.count(of: name) == 0) }
    for attribute in ["src", "srcset", "data", "action"] { #expect(page.values(of: attribute).isEmpty) }
    for word in ["://", "url(", "@import", "fetch(", "XMLHttpRequest", "WebSocket"] {
      #expect(!html.contains(word))
    }
    #expect(
      page.values(of: "content", in: "meta").contains { $0.hasPrefix("default-src 'none'; ") }
    )
  }

  @Test func whatWasAnsweredIsData() throws {
    var ports = [FakePort.changing { $0.steps[0][0].bits[0] = 1 }]
    ports.append(
      FakePort { _, _ in .refused(Refusal(.invalidArgument, argument: Self.attack, message: Self.attack)) })
    ports.append(FakePort { _, _ in .refused(Refusal(.internal, message: Self.attack)) })
    ports.append(
      FakePort { _, _ in
        .unsupported(Unsupported(feature: Self.attack, reason: Self.attack, issue: Self.attack))
      })
    var testCase = CoreCases.all[0]
    testCase.variables[0].name = Self.attack
    for var port in ports {
      port.description = PortDescription(name: Self.attack, version: Self.attack, language: Self.attack)
      let html = try CoreCases.report(on: [testCase], by: port).html()
      let page = try #require(Page(html))
      #expect(page.count(of: "script") == 1)
      #expect(page.count(of: "img") == 0)
      #expect(page.text.contains("</script><img src=x onerror=alert(1)>\"'&[2J"))
      #expect(html.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
      #expect(!html.contains("\u{202e}"))
    }
  }

  @Test func aLongMessageIsCutShort() throws {
    let message = String(repeating: "long ", count: 100_000)
    let port = FakePort { _, _ in .refused(Refusal(.invalidArgument, argument: message, message: message)) }
    #expect(try CoreCases.report(on: [CoreCases.all[0]], by: port).html().utf8.count < 30_000)
  }

  @Test func aThousandFailuresAreASmallPage() throws {
    let html = try CoreCases.report(on: CoreCases.all, by: Self.drifting).html()
    #expect(html.utf8.count < 3_000_000)
    #expect(html.contains("<figcaption>ULP by step: 1: 0, 2: 0, 3: 16, 4: 64, 5: 256, "))
    #expect(html.contains("of the 1440 cases that differ in a variable"))
  }

  @Test func bitsAndDecimalsAreGiven() throws {
    let html = try CoreCases.report(
      on: [CoreCases.all[0]], by: .changing { $0.steps[0][0].bits[0] = 0x3f00_0000 }
    )
    .html()
    #expect(
      html.contains(
        """
        <tr><th>expected</th><td><code>00000000</code></td><td>0.0</td></tr>\
        <tr><th>got</th><td><code>3f000000</code></td><td>0.5</td></tr>
        """
      )
    )
    #expect(html.contains("<dd>learning_rate=0.1, weight_decay=0.3, epsilon=0.01</dd>"))
  }

  // MARK: Matrices

  @Test func everyCombinationHasItsCell() throws {
    let matrix = try #require(CaseMatrix(CoreCases.all))
    #expect(matrix.rows.axes.map(\.axis) == [.amsgrad, .clipping, .movingAverage])
    #expect(matrix.columns.axes.map(\.axis) == [.lossScale, .accumulation, .weightDecay])
    #expect(matrix.cells.flatMap(\.self).compactMap(\.self).sorted() == Array(CoreCases.all.indices))
    let (row, column) = (20 + 5 + 1, 12 + 3 + 2)
    let testCase = CoreCases.all[try #require(matrix.cells[row][column])]
    let settings = CaseAxis.allCases.map { $0.setting(of: testCase) }
    #expect(settings == ["amsgrad", "clipnorm", "EMA", "128", "2", "0"])
  }

  @Test func aPartOfTheCombinationsLeavesCellsEmpty() throws {
    let half = CoreCases.all.indices.filter { $0 % 2 == 0 }.map { CoreCases.all[$0] }
    let matrix = try #require(CaseMatrix(half))
    #expect(matrix.cells.flatMap(\.self).compactMap(\.self).count == 720)
    let page = try #require(Page(CoreCases.report(on: half, by: .right).html()))
    #expect(page.values(of: "class", in: "table") == ["matrix"])
  }

  @Test func casesThatArgumentsDoNotTellApartAreARow() throws {
    #expect(CaseMatrix(Array(CoreCases.all.prefix(3))) == nil)
    #expect(CaseMatrix(Array(CoreCases.all.prefix(12)) + [CoreCases.all[0]]) == nil)
    #expect(CaseMatrix(stride(from: 0, to: 1440, by: 37).map { CoreCases.all[$0] }) == nil)
    let page = try #require(Page(CoreCases.report(on: Array(CoreCases.all.prefix(3)), by: .right).html()))
    #expect(page.values(of: "class", in: "ul").contains("strip"))
  }

  @Test func aMarkSaysHowFar() throws {
    func mark(_ bits: UInt64) throws -> CaseMark {
      let port = FakePort.changing { $0.steps[0][0].bits[0] = bits }
      return CaseMark(
        try #require(try CoreCases.report(on: [CoreCases.all[0]], by: port).result.results.first).judgement,
        isExpected: false)
    }
    #expect(try mark(0) == .passed)
    #expect(try mark(15) == .near)
    #expect(try mark(16) == .far)
    #expect(try mark(4096) == .farther)
    #expect(try mark(0x7fc0_0000) == .nan)
    let fault = Judgement(verdict: .failed(Divergence(.fault("gone"), quantity: .reply)))
    #expect(CaseMark(fault, isExpected: false) == .fault)
    let refused = Judgement(verdict: .failed(Divergence(.presence(expected: true), quantity: .state)))
    #expect(CaseMark(refused, isExpected: false) == .other)
    #expect(CaseMark(refused, isExpected: true) == .expected)
  }

  // MARK: Pictures

  @Test func barsAreLogarithms() {
    let svg = DriftPicture(bits: 32).svg([("far", [0, 1, 65535, nil])])
    #expect(svg.contains(#"viewBox="0 0 40 100""#))
    #expect(svg.contains(#"<path class="far" d="M15 100V97M25 100V50"/><path class="n" d="M35 100V0"/>"#))
  }

  @Test func manyStepsBecomeFewBars() {
    let drift = (0..<1000).map { $0 == 500 ? UInt64(1) << 31 : 0 }
    let svg = DriftPicture(bits: 32).svg([("far", drift)])
    #expect(svg.contains(#"viewBox="0 0 1430 100""#))
    #expect(svg.contains(#"d="M715 100V0""#))
  }
}
