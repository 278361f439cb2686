import Foundation
import Testing

/// What is said of a port that neither crashes nor talks nonsense: its refusals are answers.
@Suite(.serialized) struct RemarkTests {
  private let vectors: Folder

  init() throws { vectors = try Vectors.folder(FakePort.cases) }

  @Test func aRefusalAsInternalIsAFailureOfTheCase() throws {
    let folder = try Folder()
    let junit = folder.url("r.xml").path
    let outcome = try FakePort.test(
      "traceback", in: "sample/2", options: ["--junit", junit], vectors: vectors)
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("\n\n4 of 5 cases passed, 1 failed, 0 unsupported, in "))
    #expect(outcome.output.contains("    error: expected values, got the refusal internal (Traceback:"))
    let shown = (0..<30).map { "          in line \($0)[2J\n" }.joined()
    #expect(outcome.output.contains("\n      Traceback:\n" + shown + "      KeyError: 'x'\n"))
    let xml = try folder.read("r.xml")
    #expect(xml.contains(#"tests="6" failures="2" errors="0""#))
    #expect(xml.contains("Traceback:\n    in line 0[2J\n") && xml.contains("KeyError: &#39;x&#39;</failure>"))
  }

  @Test func oneMessageIsNotRepeatedForEachCase() throws {
    let outcome = try FakePort.test("traceback", vectors: vectors)
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("\n\n0 of 5 cases passed, 5 failed"))
    #expect(outcome.output.components(separatedBy: "\n      Traceback:\n").count == 2)
  }

  @Test(arguments: [
    (
      "refuses-rate-0",
      """
        It refuses a learning rate of 0 in float32, so that less is known of its
        adapter: invalid_argument of learning_rate: 0 is no learning rate

      """
    ),
    (
      "refuses-scalars",
      """
        It refuses a case with a variable of the shape [] in float32, so that less is
        known of its adapter: internal: a variable has no shape

      """
    ),
    (
      "confused",
      """
        It refuses a plain case in float32, so that less is known of its adapter:
        internal: out of order

      """
    ),
  ])
  func aQuestionThatIsRefusedIsARemark(mode: String, remark: String) throws {
    let outcome = try FakePort.test(mode, in: "smoke", vectors: vectors)
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("conforms: 5 of 5 cases passed"))
    #expect(outcome.output.contains("\n\nremarks\n" + remark + "\n"))
    #expect(outcome.errors.isEmpty)
  }

  @Test(arguments: ["obeys-unknown", "refuses-unknown-otherwise"])
  func anUnknownFieldThatIsNotRefusedIsStatusOneWhateverPasses(mode: String) throws {
    let folder = try Folder()
    func path(_ name: String) -> String { folder.url(name).path }
    let options = [
      "--json", path("r.json"), "--junit", path("r.xml"), "--markdown", path("r.md"),
      "--html", path("r.html"),
    ]
    let outcome = try FakePort.test(mode, in: "smoke", options: options, vectors: vectors)
    #expect(outcome.status == 1)
    #expect(outcome.output.hasPrefix("does not conform: 5 of 5 cases passed, 0 failed"))
    let sentence = "A request with an unknown field must be refused"
    #expect(outcome.output.contains("\n\nremarks\n  \(sentence)"))
    #expect(try folder.read("r.md").contains("### Remarks\n\n- \(sentence)"))
    #expect(try folder.read("r.html").contains("<li>\(sentence)"))
    let xml = try folder.read("r.xml")
    #expect(xml.contains(#"tests="7" failures="2" errors="0""#))
    #expect(xml.contains("<failure message=\"\(sentence)"))
    let json = try folder.read("r.json")
    #expect(json.contains(#""kind" : "obeys_unknown_field""#) && json.contains(#""verdict" : "differs""#))

    let merged = try Command.run(["merge", path("r.json")], environment: ["ADAMW_VECTORS": vectors.path])
    #expect(merged.status == 1)
    #expect(merged.output.contains("\n\nremarks\n  \(sentence)"))
    try folder.write(json.replacing("obeys_unknown_field", with: "smiles"), to: "r.json")
    let unknown = try Command.run(["merge", path("r.json")], environment: ["ADAMW_VECTORS": vectors.path])
    #expect(unknown.status == 2 && unknown.errors.contains("a remark of the kind 'smiles'"))
  }

  @Test func whatAPortLacksIsNotAskedOfIt() throws {
    // Of these cases one has a decay of 0, and one is a refusal.
    let cases = FakePort.cases.map {
      $0.replacing(
        #"/1","rules":["R-UPDATE-1","R-ROUND-1"],"arguments":{"amsgrad":false"#,
        with: #"/1","rules":["R-UPDATE-1","R-ROUND-1"],"arguments":{"weight_decay":0"#)
    }
    let folder = try Folder()
    let json = folder.url("r.json").path
    let outcome = try FakePort.test(
      "lacks", options: ["--json", json], vectors: try Vectors.folder(cases))
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("conforms: 2 of 5 cases passed, 0 failed, 3 unsupported"))
    #expect(outcome.output.contains("\nlacks weight_decay: asked only cases in which that does nothing\n"))
    #expect(outcome.output.contains("  weight_decay: 3 cases (lacks weight_decay)\n"))
    #expect(
      outcome.output.contains("remarks\n  It says that it lacks 'epsilon[2J', where the protocol knows only"))
    #expect(try folder.read("r.json").contains("\"lacks\" : [\n      \"weight_decay\"\n    ]"))
  }
}
