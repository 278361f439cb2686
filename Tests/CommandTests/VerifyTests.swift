@testable import VectorFiles
import Foundation
import Testing

@testable import Conformance
@testable import adamw

@Suite struct VerifyTests {
  private let right: Folder
  private let both: Folder

  init() throws {
    right = try Vectors.folder([Vectors.refused])
    both = try Vectors.folder([Vectors.refused, Vectors.impossible])
  }

  @Test func aPortThatConformsIsStatusZero() throws {
    let outcome = try Command.run("verify", "--vectors", right.path)
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("conforms: 1 of 1 cases passed, 0 failed, 0 unsupported, in "))
    #expect(outcome.errors.isEmpty)
    #expect(!outcome.output.contains("\u{1b}"))
  }

  @Test func aPortThatIsWrongIsStatusOne() throws {
    let outcome = try Command.run("verify", "--vectors", both.path)
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("\n1 of 2 cases passed, 1 failed, "))
    #expect(
      outcome.output.contains(
        "  sample/impossible (sample.json)\n    step 1 (event 0), variable 0 (w), element 0"
      )
    )
    #expect(outcome.errors.isEmpty)
  }

  @Test func aFolderWithoutTheProfilesAnswersIsStatusFour() throws {
    let outcome = try Command.run("verify", "--profile", "graph", "--vectors", right.path)
    #expect(outcome.status == 4)
    #expect(outcome.errors.contains("graph/manifest.json is missing from \(right.path)"))
  }

  @Test func theJSONSaysTheSame() throws {
    let outcome = try Command.run("verify", "--vectors", both.path, "--format", "json")
    #expect(outcome.status == 1)
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    )
    #expect(json["cases"] as? Int == 2)
    #expect(json["passed"] as? Int == 1)
    #expect(json["failed"] as? Int == 1)
    #expect(json["unsupported"] as? Int == 0)
    #expect(json["seconds"] as? Double ?? 0 > 0)
    #expect((json["vectors"] as? [String: Any])?["provenance"] as? [String: String] == ["by": "hand"])
  }

  @Test func theReportsAreThoseOfTheOtherCommands() throws {
    for (option, start) in [
      ("json", "{\n"), ("junit", "<?xml"), ("markdown", "## KerasOptimizers"), ("html", "<!DOCTYPE html>"),
    ] {
      let outcome = try Command.run(
        "verify", "--vectors", both.path, "--\(option)", both.url("report").path)
      #expect(outcome.status == 1)
      #expect(outcome.output.hasPrefix("breaks one rule: "))
      #expect(try both.read("report").hasPrefix(start))
    }
  }

  @Test func aFilterChoosesCases() throws {
    let outcome = try Command.run("verify", "--vectors", both.path, "--filter", "R-ERROR-*")
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("conforms: 1 of 1 cases passed"))
  }

  @Test func theVectorsAreFoundByTheEnvironmentAndAroundTheFolder() throws {
    #expect(try Command.run("verify", environment: ["ADAMW_VECTORS": right.path]).status == 0)
    let package = try Folder()
    try FileManager.default.createSymbolicLink(
      at: package.url("Vectors"),
      withDestinationURL: URL(filePath: right.path)
    )
    try FileManager.default.createDirectory(at: package.url("deep"), withIntermediateDirectories: true)
    let outcome = try Command.run("verify", directory: package.url("deep").path)
    #expect(outcome.output.hasPrefix("conforms: 1 of 1 cases passed"))
  }

  @Test(arguments: [
    (["verify", "--filter", "nothing*"], "No case has an id or a rule that matches 'nothing*'."),
    (["verify", "--format", "xml"], "The value 'xml' is invalid"),
    (["verify", "--bogus"], "Unknown option '--bogus'"),
    (["verify", "extra"], "Unexpected argument 'extra'"),
    (["bogus"], "Unexpected argument 'bogus'"),
  ])
  func wrongUsageIsStatusTwo(arguments: [String], message: String) throws {
    let line = arguments.map { "'\($0)'" }.joined(separator: " ")
    let outcome = try Command.shell("ADAMW_VECTORS='\(right.path)' \"$ADAMW\" \(line)")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains(message))
    #expect(outcome.output.isEmpty)
  }

  @Test func damagedVectorsAreStatusFourAndOneSentence() throws {
    func expectRefusal(_ sentence: String) throws {
      let outcome = try Command.run("verify", "--vectors", right.path)
      #expect(outcome.status == 4)
      #expect(outcome.errors == "adamw: \(sentence)\n")
      #expect(outcome.output.isEmpty)
    }
    let whole = try right.read("sample.json")
    try right.write(String(whole.dropLast(20)), to: "sample.json")
    try expectRefusal(
      "sample.json is truncated: it has \(whole.utf8.count - 20) bytes, and the manifest lists \(whole.utf8.count)."
    )
    try right.write(whole.replacing("clipvalue", with: "clipvaleu"), to: "sample.json")
    try expectRefusal("sample.json is damaged: its checksum is not the one in the manifest.")
    try FileManager.default.removeItem(at: right.url("sample.json"))
    try expectRefusal("sample.json is missing from \(right.path).")
    try right.write(#"{"format":"adamw-manifest/9"}"#, to: "manifest.json")
    try expectRefusal(
      "manifest.json has the format 'adamw-manifest/9', and this version reads 'adamw-manifest/1'."
    )
    try right.write("junk", to: "manifest.json")
    try expectRefusal("manifest.json is not valid JSON.")
  }

  @Test func noVectorsAreStatusFour() throws {
    let outcome = try Command.run("verify", "--vectors", "/nowhere")
    #expect(outcome.status == 4)
    let sentence = "adamw: No vectors were found: there is no manifest.json in '/nowhere';"
    #expect(outcome.errors.hasPrefix(sentence))
  }

  @Test func helpIsStatusZero() throws {
    for arguments in ["--help", "verify --help", "help port", ""] {
      let outcome = try Command.shell("\"$ADAMW\" \(arguments)")
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("USAGE: adamw"))
      #expect(outcome.errors.isEmpty)
    }
  }

  @Test func aReaderThatHasSeenEnoughEndsItQuietly() throws {
    let outcome = try Command.shell("\"$ADAMW\" verify --vectors '\(both.path)' | true")
    #expect(outcome.errors.isEmpty)
  }

  @Test func everyOutcomeHasItsStatus() {
    #expect(ExitStatus(of: Outcome.conforms) == .conforms)
    #expect(ExitStatus(of: Outcome.expected) == .conforms)
    #expect(ExitStatus(of: Outcome.differs) == .wrongPort)
    #expect(ExitStatus(of: Outcome.outdated) == .wrongPort)
    #expect(ExitStatus(of: Outcome.unjudged) == .wrongPort)
    #expect(ExitStatus(of: Outcome.broken) == .brokenPort)
    #expect(ExitStatus(of: Outcome.broken, blaming: .oracle) == .notJudged)
  }

  @Test func everyErrorHasTheStatusOfWhomItBlames() {
    struct Unforeseen: Error {}
    #expect(ExitStatus(of: SuiteError.portUnusable(Unforeseen())) == .brokenPort)
    #expect(ExitStatus(of: SuiteError.portUnusable(CommandFault(.oracle, ""))) == .notJudged)
    #expect(ExitStatus(of: SuiteError.inconsistentPort) == .brokenPort)
    #expect(ExitStatus(of: SuiteError.incomplete(executed: 1, selected: 2)) == .notJudged)
    #expect(ExitStatus(of: SuiteError.nothingMatches("x")) == .wrongUsage)
    #expect(ExitStatus(of: VectorError.damaged(file: "f")) == .damagedVectors)
    #expect(ExitStatus(of: Unforeseen()) == .notJudged)
    // What is nobody's arithmetic is never reported as that.
    for blame in Blame.allCases {
      #expect(![.conforms, .wrongPort].contains(Status(blaming: blame)))
    }
  }
}
