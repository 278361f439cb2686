import Testing

@testable import Conformance
@testable import Reporting

/// What is expected of cases, and how it is written down.
@Suite struct ExpectationTests {
  @Test func failuresThatNothingExplainsHaveADash() throws {
    let report = Judged.report(
      on: [Judged(rules: ["R-UPDATE-1"], differs: .variable), Judged(rules: ["R-UPDATE-1"])])
    let update = Expectations(new: "known.txt").updated(from: report.result) { _ in nil }
    #expect(update.text == "sample/0  -  presence  unexplained\n")

    let expectations = try Expectations(text: "sample/0  -  presence  https://example.org", path: "known.txt")
    let check = ExpectationCheck(of: expectations, in: report.result)
    #expect(check.expected == ["sample/0"])
    #expect(check.problems == [])
  }

  @Test func whatIsFoundIsSaidOnceAboveNewEntries() throws {
    let report = Judged.report(on: (0..<2).map { _ in Judged(rules: ["R-UPDATE-1"], differs: .variable) })
    let new = Expectations(new: "known.txt").updated(from: report.result, comments: ["why"]) { _ in
      "R-UPDATE-1"
    }
    let lines = (0..<2).map { "sample/\($0)  R-UPDATE-1  presence  unexplained\n" }
    #expect(new.text == "# why\n" + lines.joined())
    let old = try Expectations(text: "# why\n" + lines[0], path: "known.txt")
    let update = old.updated(from: report.result, comments: ["why"]) { _ in "R-UPDATE-1" }
    #expect(update.text == new.text && update.added == 1)
  }

  @Test func anEntryNeedsARuleOfTheVectorsWhereThoseListTheirRules() throws {
    let expectations = try Expectations(text: "a/b  R-BIAS-1  nan  x", path: "known.txt")
    func vectors(listing rules: [Rule]?) -> VectorSet {
      let manifest = Manifest(profile: "none", cases: 0, rules: rules, provenance: .object([:]), files: [])
      return VectorSet(manifest: manifest, files: [])
    }
    try expectations.requireRules(of: vectors(listing: nil))
    try expectations.requireRules(of: vectors(listing: ["R-BIAS-1"]))
    for rules: [Rule] in [[], ["R-UPDATE-1"]] {
      #expect(throws: ExpectationError.self) { try expectations.requireRules(of: vectors(listing: rules)) }
    }
  }

  @Test func anEntryIsWrittenAsItIsRead() throws {
    for text in [
      "core/*=14  R-UPDATE-1  bits<2^21  https://example.org/a b", "a/b  -  refused  unexplained",
      "a/b  mine  nan  x",
    ] {
      #expect(try Expectations(text: text, path: "known.txt").entries.map(\.text) == [text])
    }
  }

  @Test func anUnexplainedEntryIsAProblem() throws {
    let report = Judged.report(on: [Judged(rules: ["R-UPDATE-1"], differs: .variable)])
    func problems(_ text: String) throws -> [String] {
      ExpectationCheck(of: try Expectations(text: text, path: "known.txt"), in: report.result).problems
    }
    #expect(
      try problems("sample/0  R-UPDATE-1  presence  unexplained")
        == ["known.txt, line 1: the failure needs a link to its explanation."])
    #expect(
      try problems("sample/0  R-BIAS-1  presence  https://example.org")
        == [
          "known.txt, line 1: 'sample/0' matches no case with the rule R-BIAS-1 that the port can run."
        ])
    #expect(
      try problems("sample/0=2  R-UPDATE-1  presence  https://example.org")
        == ["known.txt, line 1: 1 case fails, and 2 are expected to."])
  }
}
