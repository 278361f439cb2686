import Foundation
import Testing

@testable import Conformance

/// What `adamw test` and the commands around it do with ports whose programs are sound.
@Suite(.serialized) struct TestPortTests {
  private let vectors: Folder
  private let folder: Folder

  init() throws {
    vectors = try Vectors.folder(FakePort.cases)
    folder = try Folder()
  }

  private func adamw(_ arguments: String...) throws -> Command.Outcome {
    try Command.run(arguments, environment: ["ADAMW_VECTORS": vectors.path])
  }

  private func path(_ name: String) -> String { folder.url(name).path }

  @Test(arguments: [
    (["test"], "Name the program to test after --."),
    (["test", "--timeout", "0", "--", "true"], "A time must be more than 0, and at most 1e9."),
    (["test", "--timeout", "inf", "--", "true"], "A time must be more than 0, and at most 1e9."),
    (["test", "--start-timeout", "1e300", "--", "true"], "A time must be more than 0, and at most 1e9."),
    (["fuzz", "--port", "true", "--minutes", "inf"], "A time must be more than 0, and at most 1e9."),
    (["fuzz", "--port", "true", "--save", "x", "--json", "x"], "--save and --json cannot be the same file."),
    (["test", "--json", "x", "--html", "x", "--", "true"], "Only one report can be written to 'x'."),
    (["test", "--jobs", "0", "--", "true"], "At least 1 job is needed."),
    (["test", "--shard", "3/2", "--", "true"], "'3/2' is no part such as 2/4."),
    (["test", "--budget", "/nowhere", "--", "true"], "'/nowhere' is no budget"),
    (["test", "--budget", FakePort.script, "--", "true"], "fake_port.py' is malformed: no valid JSON"),
    (["test", "--expectations", "/nowhere", "--", "true"], "The expectations in '/nowhere' cannot be read."),
    (["test", "--update-expectations", "--", "true"], "--update-expectations needs --expectations."),
    (
      ["test", "--expectations", "/nowhere/e", "--update-expectations", "--", "true"],
      "The expectations cannot be written to '/nowhere/e'."
    ),
    (["test", "--replay", "nothing", "--", "true"], "No case has the id 'nothing'."),
    (
      ["test", "--html", "/nowhere/r.html", "--", "true"],
      "The report cannot be written to '/nowhere/r.html'."
    ),
    (["test", "--json", "", "--", "true"], "The report cannot be written to ''."),
    (["test", "--json", "/", "--", "true"], "The report cannot be written to '/'."),
    (["merge", "/nowhere"], "'/nowhere' is no report in JSON"),
    (["merge", FakePort.script], "fake_port.py' is no report in JSON"),
    (["check", "/nowhere"], "The replies in '/nowhere' cannot be read."),
  ])
  func wrongUsageIsStatusTwo(arguments: [String], message: String) throws {
    let outcome = try Command.run(arguments, environment: ["ADAMW_VECTORS": vectors.path])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains(message))
    #expect(outcome.output.isEmpty)
  }

  // MARK: Parts

  @Test func partsAreMergedIntoTheWhole() throws {
    for part in 1...2 {
      let options = ["--shard", "\(part)/2", "--json", path("\(part).json")]
      let outcome = try FakePort.test("wrong-bits", in: "sample/3", options: options, vectors: vectors)
      #expect(outcome.status == (part == 1 ? 1 : 0))
      #expect(outcome.output.contains("only part \(part)/2 of the cases"))
    }
    let merged = try adamw("merge", path("1.json"), path("2.json"), "--json", path("all.json"))
    #expect(merged.status == 1)
    #expect(merged.output.hasPrefix("does not conform: 4 of 5 cases passed, 1 failed, 0 unsupported, in "))
    #expect(merged.output.contains("got 3f800001 (1.0000001), 8388606 ULP apart"))
    #expect(try adamw("merge", path("all.json")).output.contains("8388606 ULP apart"))

    let incomplete = try adamw("merge", path("1.json"))
    #expect(incomplete.status == 2)
    #expect(incomplete.errors.contains("2 cases are in no report, such as 'sample/2'; is a part missing?"))
    let twice = try adamw("merge", path("1.json"), path("all.json"))
    #expect(twice.errors.contains("The case 'sample/1' is reported twice."))
  }

  @Test func whatIsDeclaredInVainIsKnownOfTheWholeOnly() throws {
    let (idle, unknown) = ("but no case that ran needs it: ema\n", "declared, and unknown: f32, clip_norm\n")
    for part in 1...2 {
      let options = ["--shard", "\(part)/2", "--json", path("\(part).json")]
      let output = try FakePort.test("long-list", options: options, vectors: vectors).output
      #expect(!output.contains(idle) && output.contains(unknown))
    }
    let merged = try adamw("merge", path("1.json"), path("2.json"))
    #expect(merged.status == 0)
    #expect(merged.output.contains(idle) && merged.output.contains(unknown))
  }

  @Test func theVariablesOfBazelNameAPart() throws {
    let status = path("status")
    let outcome = try Command.run(
      ["test", "--", FakePort.interpreter, "-I", FakePort.script, "right"],
      environment: [
        "ADAMW_VECTORS": vectors.path, "TEST_SHARD_INDEX": "1", "TEST_TOTAL_SHARDS": "2",
        "TEST_SHARD_STATUS_FILE": status,
      ]
    )
    #expect(outcome.output.hasPrefix("conforms: 2 of 2 cases passed"))
    #expect(FileManager.default.fileExists(atPath: status))
  }

  @Test func forcingNeedsAPortThatStartsFromAState() throws {
    let outcome = try FakePort.test("short-list", options: ["--teacher-forced"], vectors: vectors)
    #expect(outcome.status == 2)
    #expect(outcome.errors == "adamw: --teacher-forced needs a program that declares 'initial_state'.\n")
  }

  // MARK: Budgets

  @Test func aBudgetAllowsWhatItSaysAndIsNamed() throws {
    for (ulps, status) in [(8_388_606, 0), (8_388_605, 1)] as [(Int, Int32)] {
      try folder.write(
        """
        {"format":"adamw-budget/1","name":"loose","about":"For tests.",\
        "allowances":{"float32":{"variable":{"ulps":\(ulps)}}}}
        """,
        to: "budget.json"
      )
      let options = ["--budget", path("budget.json")]
      let outcome = try FakePort.test("wrong-bits", in: "sample/3", options: options, vectors: vectors)
      #expect(outcome.status == status)
      #expect(outcome.unwrapped.contains("within the budget 'loose'"))
      if status == 0 {
        #expect(outcome.output.hasPrefix("conforms within the budget 'loose': 5 of 5"))
        #expect(outcome.unwrapped.contains("(variables are at most 8388606 ULP apart)"))
      }
    }
  }

  @Test func theBudgetOfThePackageIsNamedInTheVerdict() throws {
    let options = ["--budget", "fused"]
    let right = try FakePort.test("right", options: options, vectors: vectors)
    #expect(right.status == 0)
    #expect(right.output.hasPrefix("conforms within the budget 'fused': 5 of 5"))
    let wrong = try FakePort.test("wrong-bits", in: "sample/3", options: options, vectors: vectors)
    #expect(wrong.status == 1)
  }

  // MARK: Without the runner, and reports

  @Test func anExportedRunIsChecked() throws {
    let line = """
      export ADAMW_VECTORS='\(vectors.path)'; "$ADAMW" export --jsonl | "$ADAMW" port > '\(path("replies"))'
      """
    #expect(try Command.shell(line).status == 0)
    let outcome = try adamw("check", path("replies"))
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("1 of 5 cases passed, 4 failed"))
    #expect(try adamw("check", path("replies"), "--filter", "R-ERROR-*").status == 0)

    let replies = try folder.read("replies").split(separator: "\n")
    try folder.write(replies.filter { !$0.contains("\"seq\":2") }.joined(separator: "\n"), to: "replies")
    let incomplete = try adamw("check", path("replies"))
    #expect(incomplete.status == 3)
    #expect(
      incomplete.unwrapped.contains(
        "There is no reply with the seq 2; if the requests were exported with --filter, give 'check' the same one."
      ))
    try folder.write("junk\n", to: "replies")
    #expect(try adamw("check", path("replies")).status == 3)
  }

  @Test func aReplayCanBePipedIntoAShell() throws {
    let outcome = try adamw("test", "--replay", "sample/refused", "--", Command.path, "port")
    #expect(outcome.status == 0)
    #expect(
      outcome.output.hasPrefix("\(Command.path) port <<'END'\n{\"protocol\":1,\"request\":\"start\"}\n"))
    #expect(outcome.output.hasSuffix("\nEND\n# expected the refusal invalid_argument of clipnorm\n"))
    try folder.write(outcome.output, to: "replay.sh")
    let replies = try Command.shell("sh '\(path("replay.sh"))'").output
    #expect(replies.contains(#""argument":"clipnorm","category":"invalid_argument""#))
    #expect(replies.split(separator: "\n").count == 3)
  }

  @Test func aReplayEndsWithWhatIsExpected() throws {
    let outcome = try adamw("test", "--replay", "sample/2", "--", "perl port.pl")
    #expect(outcome.output.hasPrefix("'perl port.pl' <<'END'\n"))
    #expect(outcome.output.hasSuffix("\nEND\n# expected after event 0: [\"3f000002\"]\n"))
  }

  @Test func theFilesAreWrittenAlsoForWhoReadsNoReport() throws {
    let line = """
      ADAMW_VECTORS='\(vectors.path)' "$ADAMW" test --json '\(path("r.json"))' -- "$ADAMW" port | true
      """
    #expect(try Command.shell(line).status == 0)
    #expect(try folder.read("r.json").contains("adamw-report/1"))
  }

  @Test func whatAPortSaysIsDataInEveryReport() throws {
    let options = [
      "--junit", path("r.xml"), "--markdown", path("r.md"), "--json", path("r.json"), "--html",
      path("r.html"),
    ]
    let outcome = try FakePort.test("evil-name", options: options, vectors: vectors)
    #expect(outcome.status == 0)
    #expect(!outcome.output.contains("\u{1b}"))
    let xml = try folder.read("r.xml")
    #expect(xml.contains("name=\"adamw &lt;script&gt;alert(1)&lt;/script&gt;[2J&amp;&quot;&#39; 1\""))
    #expect(xml.contains("tests=\"5\" failures=\"0\" errors=\"0\""))
    #expect(
      try folder.read("r.md").hasPrefix(
        "## &lt;script&gt;alert\\(1\\)&lt;/script&gt;\\[2J&amp;\"': conforms\n"))
    let html = try folder.read("r.html")
    #expect(
      html.contains("<title>&lt;script&gt;alert(1)&lt;/script&gt;[2J&amp;&quot;&#39;: conforms</title>"))
    #expect(!html.contains("alert(1)</script>"))
  }

  @Test(arguments: [("7", "3"), ("-1", "3"), ("x", "3"), ("0", ""), ("9223372036854775807", "3"), ("", "2")])
  func aShardOfBazelsThatIsNoneIsWrongUsage(index: String, total: String) throws {
    let outcome = try Command.run(
      ["test", "--", "true"],
      environment: ["ADAMW_VECTORS": vectors.path, "TEST_SHARD_INDEX": index, "TEST_TOTAL_SHARDS": total])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("TEST_SHARD_INDEX is '\(index)' and TEST_TOTAL_SHARDS '\(total)'"))
  }

  @Test func aFullDiskIsSaidSo() throws {
    let outcome = try Command.shell("\"$ADAMW\" export --jsonl --vectors '\(vectors.path)' > /dev/full")
    #expect(outcome.status == 5)
    #expect(outcome.errors == "adamw: Standard output cannot be written: No space left on device.\n")
  }

  @Test func theVectorsAreFoundFromWhereTheCommandIs() throws {
    let build = Command.folder.path
    let outcome = try Command.shell(
      "cd / && PATH='\(build)' adamw export --jsonl --filter core-float32/plain")
    #expect(outcome.status == 0)
  }
}
