@testable import Exploration
import Testing

@testable import Conformance
import ConformanceSamples
@testable import Reporting
@testable import Wire

/// What a report says of the features that a port declares.
@Suite struct DeclarationTests {
  private static let passed = [
    Judged(rules: ["R-FLUSH-1"], hasSubnormals: true), Judged(rules: ["R-UPDATE-1"]),
  ]

  private static func report(declaring features: [String]?, filter: Filter? = nil) -> Report {
    var port = FakePort.right.description
    port.features = features?.map { Feature($0) }
    return Judged.report(on: passed, by: port, filter: filter)
  }

  @Test func whatNoCaseNeedsIsSaidInEveryReport() throws {
    let report = Self.report(declaring: ["flush_subnormals", "ema", "state", "trace", "amsgrad"])
    let line = "declared, but no case that ran needs it: amsgrad, ema"
    #expect(report.text(style: TextStyle(hasColor: false)).contains("\n\(line)\n"))
    #expect(report.markdown().contains("- \(line)\n"))
    #expect(report.html().contains("<li>\(line)</li>"))
    let json = try JSONValue.reading(try report.json())
    #expect(json["declared"]?["not_needed"]?.elements == [.string("amsgrad"), .string("ema")])
    #expect(report.outcome == .conforms)
  }

  @Test func aPartOfTheVectorsSaysNothingOfTheOthers() {
    #expect(Self.report(declaring: ["ema"], filter: Filter("R-*")).declarationNotes.isEmpty)
    #expect(Self.report(declaring: nil).declarationNotes.isEmpty)
  }

  @Test func whatTheProtocolDoesNotKnowIsSaid() throws {
    let features = ["clip_norm", "schedule:CosineDecy", "flush_subnormals"]
    let notes = Self.report(declaring: features, filter: Filter("R-*")).declarationNotes
    #expect(notes == ["declared, and unknown: clip_norm, schedule:CosineDecy"])
  }

  @Test func aTypeThatNobodyKnowsIsSaid() throws {
    let line = """
      {"reply":"start","protocol":1,"name":"p","version":"1","language":"Perl","dtypes":["f32","float64"]}
      """
    guard case .start(let port, 1) = try Reply(line: line, answering: nil) else {
      Issue.record("no reply to 'start'")
      return
    }
    #expect(port.dtypes == [.float64])
    #expect(Judged.report(on: Self.passed, by: port).declarationNotes == ["declared, and unknown: f32"])
  }

  @Test func everyFeatureOfTheVectorsIsKnown() {
    let generator = CaseGenerator(seed: 1, for: [FakePort.right.description])
    let drawn = Set((0..<2000).flatMap { generator.testCase($0).features })
    #expect(drawn.subtracting(Feature.known).isEmpty)
  }
}
