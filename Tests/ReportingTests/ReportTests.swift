import Testing

@testable import Conformance
import ConformanceSamples
@testable import Reporting
@testable import VectorFiles

@Suite struct ReportTests {
  private static let files = [
    "long-name.json": VectorFolder.file(
      (0..<12).map { Samples.small.replacing("sample/small", with: "sample/\($0)") }
    ),
    "r.json": VectorFolder.file([
      Samples.refused.replacing("R-ERROR-CLIP", with: "R-ERROR-CLIP\",\"R-ERROR-RATE")
    ]),
  ]

  private static func report(on port: FakePort, filter: Filter? = nil) async throws -> Report {
    let vectors = try await VectorFolder(files).load()
    let result = try await Suite(vectors: vectors, filter: filter).run { port }
    return Report(result, duration: .milliseconds(1234))
  }

  private static let wrong = FakePort.changing { $0.steps[1][0].bits[1] += 2 }

  @Test func theFirstLineIsTheVerdict() async throws {
    let plain = TextStyle(hasColor: false)
    let right = try await Self.report(on: .right).text(style: plain)
    #expect(right.hasPrefix("conforms: 13 of 13 cases passed, 0 failed, 0 unsupported, in 1.23 s\n"))
    let wrong = try await Self.report(on: Self.wrong).text(style: plain)
    #expect(wrong.hasPrefix("does not conform: 1 of 13 cases passed, 12 failed, 0 unsupported, in 1.23 s\n"))
    let lacking = FakePort { _, _ in .unsupported(Unsupported(feature: "everything", reason: "too hard")) }
    let unjudged = try await Self.report(on: lacking).text(style: plain)
    #expect(unjudged.hasPrefix("not judged: 0 of 13 cases passed, 0 failed, 13 unsupported, in 1.23 s\n"))
    #expect(unjudged.contains("\n  everything: 13 cases (too hard)\n"))
    let refusing = try await Self.report(on: FakePort { _, _ in .refused(Refusal(.internal)) }).text(
      style: plain
    )
    #expect(refusing.hasPrefix("does not conform: 0 of 13 cases passed, 13 failed"))
    struct Gone: Error {}
    let broken = try await Self.report(on: FakePort { _, _ in throw Gone() }).text(style: plain)
    #expect(broken.hasPrefix("broken port: "))
  }

  @Test func theTextIsLaidOutInColumns() async throws {
    let text = try await Self.report(on: Self.wrong).text(style: TextStyle(hasColor: false))
    #expect(
      text.hasSuffix(
        """

        file            cases  passed  failed  unsupported
        long-name.json     12       0      12            0
        r.json              1       1       0            0

        rules       cases  passed  failed  unsupported
        UPDATE         12       0      12            0
        ERROR-CLIP      1       1       0            0
        ERROR-RATE      1       1       0            0

        """
      )
    )
    #expect(!text.contains("\u{1b}"))
  }

  @Test func theFirstFailuresAreDescribed() async throws {
    let text = try await Self.report(on: Self.wrong).text(style: TextStyle(hasColor: false))
    #expect(
      text.contains(
        """

        3 of 12 failures
          sample/0 (long-name.json)
            step 2 (event 1), variable 0 (kernel), element 1: expected 3e800000 (0.25),
              got 3e800002 (0.25000006), 2 ULP apart
          sample/1 (long-name.json)

        """
      )
    )
    #expect(!text.contains("sample/3"))
  }

  @Test func whatIsLeftOutOfTheComparisonIsSaid() async throws {
    let whole = try await Self.report(on: .right).text(style: TextStyle(hasColor: false))
    #expect(whole.contains("fake 1 (Swift) against none, bit for bit: 73 values compared, 108 elements\n"))
    let part = try await Self.report(on: .changing { $0.state = nil }).text(style: TextStyle(hasColor: false))
    #expect(part.contains("25 of 73 values compared"))
    let filtered = try await Self.report(on: .right, filter: Filter("R-ERROR*")).text(
      style: TextStyle(hasColor: false)
    )
    #expect(filtered.contains("only the cases that match 'R-ERROR*'"))
    #expect(!filtered.contains("long-name.json"))
  }

  @Test func colourIsForTerminalsThatWantIt() async throws {
    #expect(TextStyle(isTerminal: true, environment: [:]).hasColor)
    #expect(TextStyle(isTerminal: true, environment: ["NO_COLOR": ""]).hasColor)
    #expect(!TextStyle(isTerminal: true, environment: ["NO_COLOR": "1"]).hasColor)
    #expect(!TextStyle(isTerminal: true, environment: ["TERM": "dumb"]).hasColor)
    #expect(!TextStyle(isTerminal: false, environment: [:]).hasColor)
    let text = try await Self.report(on: Self.wrong).text(style: TextStyle(hasColor: true))
    #expect(text.hasPrefix("\u{1b}[31m\u{1b}[1mdoes not conform"))
  }

  @Test func whatAPortSaysCannotTakeHoldOfTheTerminal() async throws {
    var port = FakePort { _, _ in
      .refused(Refusal(.invalidArgument, argument: "a\u{1b}[2J", message: "b\rc\u{9b}"))
    }
    port.description.name = "evil\u{1b}]0;\u{7}"
    let text = try await Self.report(on: port).text(style: TextStyle(hasColor: false))
    #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
  }

  @Test func theJSONHasTheCountsAndTheFailures() async throws {
    let json = try JSONValue.reading(try await Self.report(on: Self.wrong).json())
    #expect(json["format"] == .string("adamw-report/1"))
    #expect(json["verdict"] == .string("differs"))
    #expect(json["cases"] == .number(13))
    #expect(json["passed"] == .number(1))
    #expect(json["failed"] == .number(12))
    #expect(json["unsupported"] == .number(0))
    #expect(json["seconds"] == .number(1.234))
    #expect(json["port"]?["name"] == .string("fake"))
    #expect(json["vectors"]?["profile"] == .string("none"))
    #expect(json["compared"]?["expected_values"] == .number(73))
    #expect(
      try json["files"]?.elements[0].text
        == #"{"cases":12,"failed":12,"name":"long-name.json","passed":0,"unsupported":0}"#
    )
    #expect(
      json["rules"]?.elements.map { $0["name"] }
        == [.string("R-UPDATE-1"), .string("R-ERROR-CLIP"), .string("R-ERROR-RATE")]
    )
    #expect(json["failures"]?.elements.count == 12)
    #expect(
      try json["failures"]?.elements[0].text == """
        {"actual":{"bits":"3e800002","decimal":"0.25000006"},"dtype":"float32","element":1,"event":1,\
        "expected":{"bits":"3e800000","decimal":"0.25"},\
        "explanation":"expected 3e800000 (0.25), got 3e800002 (0.25000006), 2 ULP apart","file":"long-name.json",\
        "id":"sample/0","is_fault":false,"quantity":"variable","rules":["R-UPDATE-1"],"step":2,"ulps":2,"variable":0,\
        "variable_name":"kernel"}
        """
    )
  }

  @Test func provenanceIsRepeatedAsItIs() async throws {
    let folder = try VectorFolder(Self.files)
    let manifest = String(decoding: try folder.read("manifest.json"), as: UTF8.self)
    try folder.write(
      manifest.replacing(#""provenance":{}"#, with: #""provenance":{"TF_ENABLE":"0","camelCase":1}"#),
      to: "manifest.json"
    )
    let result = try await Suite(vectors: try await folder.load()).run { FakePort.right }
    let json = try JSONValue.reading(try Report(result, duration: .zero).json())
    #expect(try json["vectors"]?["provenance"]?.text == #"{"TF_ENABLE":"0","camelCase":1}"#)
  }

  /// A report on Keras that dies says so in its text, in its JSON, and when it is merged.
  @Test func anOracleThatFailsIsNoBrokenPort() async throws {
    struct Dead: Error {}
    let vectors = try await VectorFolder().load()
    let result = try await Suite(vectors: vectors).run { FakePort { _, _ in throw Dead() } }
    let report = Report(result, duration: .zero, blaming: .oracle)
    #expect(
      report.text(style: TextStyle(hasColor: false)).hasPrefix("the oracle failed: 0 of 2 cases passed"))
    let folder = try VectorFolder([:])
    let path = "\(folder.path)/report.json"
    try report.json().writeWhole(to: path)
    #expect(try PartialReport(path: path).blame == .oracle)
    try Report(result, duration: .zero).json().writeWhole(to: path)
    #expect(try PartialReport(path: path).blame == .port)
  }
}
