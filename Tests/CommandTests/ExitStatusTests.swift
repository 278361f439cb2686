import Foundation
import Testing

@testable import adamw

/// The command's, not that of a process that a test starts.
typealias Status = adamw.ExitStatus

/// The table of exit statuses: repeated truly, and true of the command as it is built.
@Suite(.serialized) struct ExitStatusTests {
  // MARK: Where it is repeated

  private static let package = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test func theHelpHasTheTable() throws {
    let help = try Command.run("--help").output
    #expect(help.contains("\n" + Status.table + "\n"))
    let doctor = try Command.run("keras", "doctor", "--help").output
    #expect(doctor.contains("Exit status: 0 if Keras answers, 5 if not."))
  }

  @Test(arguments: ["README.md", "Vectors/README.md"])
  func theGuidesHaveTheTable(file: String) throws {
    let text = try String(contentsOf: Self.package.appending(path: file), encoding: .utf8)
    let rows = Status.allCases.map { "| \($0.rawValue) | \($0.meaning) |\n" }
    #expect(text.contains("| exit status | meaning |\n|---|---|\n" + rows.joined() + "\n"))
  }

  // MARK: Real runs

  /// Lines of shell, in which the words of ``run(_:)`` stand for what they name.
  private static let runs: [(status: Status, lines: [String])] = [
    (
      .conforms,
      [
        "$ADAMW verify --vectors $RIGHT",
        "$ADAMW test -- $PORT right",
        "$ADAMW test --jobs 2 --log $HERE/l -- $PORT stderr-flood",
        "$ADAMW test -- $PORT refuses-rate-0 smoke",
        "echo 'sample/3 R-UPDATE-1 bits<2^23 https://example.org' > $HERE/e; "
          + "$ADAMW test --expectations $HERE/e -- $PORT wrong-bits sample/3",
        "$ADAMW test --update-expectations --expectations $HERE/e -- $PORT wrong-bits",
        "$ADAMW test --replay sample/1 -- /no/such/program",
        "$ADAMW fuzz --oracle reference --port \"$ADAMW port\" --cases 5",
        "$ADAMW export --jsonl",
        "$ADAMW export --jsonl | $PORT right > $HERE/r; $ADAMW check $HERE/r",
        "$ADAMW test --json $HERE/r -- $PORT right; $ADAMW merge $HERE/r",
        "$ADAMW port < /dev/null",
      ]
    ),
    (
      .wrongPort,
      [
        "$ADAMW verify",
        "$ADAMW test -- $PORT wrong-bits sample/2",
        "$ADAMW test --budget fused -- $PORT nan-cases",
        "$ADAMW test -- $PORT confused sample/2",
        "$ADAMW test -- $PORT obeys-unknown smoke",
        "$ADAMW test --json $HERE/r -- $PORT obeys-unknown smoke; $ADAMW merge $HERE/r",
        "$ADAMW fuzz --oracle reference --port \"$PORT confused\" --save $HERE/f",
        "echo 'sample/1 R-UPDATE-1 nan https://example.org' > $HERE/e; "
          + "$ADAMW test --expectations $HERE/e -- $PORT right",
        "$ADAMW fuzz --oracle reference --port \"$PORT right\" --save $HERE/f",
        "$ADAMW export --jsonl | $ADAMW port > $HERE/r; $ADAMW check $HERE/r",
        "$ADAMW test --json $HERE/r -- $PORT wrong-bits; $ADAMW merge $HERE/r",
      ]
    ),
    (
      .wrongUsage,
      [
        "$ADAMW bogus",
        "$ADAMW verify --filter 'nothing*'",
        "$ADAMW test",
        "$ADAMW test --budget /nowhere -- $PORT right",
        "$ADAMW test --expectations /nowhere -- $PORT right",
        "$ADAMW test --replay nothing -- $PORT right",
        "$ADAMW test --json /nowhere/r -- $PORT right",
        "$ADAMW test --log /nowhere/l -- $PORT right",
        "$ADAMW fuzz --oracle reference --port true --log /nowhere/l",
        "$ADAMW keras verify --log $HERE/l",
        "$ADAMW test --teacher-forced -- $PORT short-list",
        "TEST_SHARD_INDEX=7 TEST_TOTAL_SHARDS=3 $ADAMW test -- $PORT right",
        "$ADAMW check /nowhere",
        "$ADAMW merge /nowhere",
        "$ADAMW test --shard 1/2 --json $HERE/r -- $PORT right; $ADAMW merge $HERE/r",
        "$ADAMW fuzz --oracle reference",
        "$ADAMW fuzz --oracle reference --port true --save /nowhere/f",
        "$ADAMW keras verify --jobs 0",
        "$ADAMW port --start-from /nowhere",
      ]
    ),
    (
      .brokenPort,
      [
        "$ADAMW test -- $PORT crash sample/2",
        "$ADAMW test -- $PORT exit",
        "$ADAMW test --timeout 1 -- $PORT hang sample/2",
        "$ADAMW test -- $PORT junk sample/2",
        "$ADAMW test -- $PORT liar sample/2",
        "$ADAMW test -- $PORT echo",
        "$ADAMW test -- $PORT exit-after-stop",
        "$ADAMW test --start-timeout 1 -- $PORT no-start",
        "$ADAMW test -- /no/such/program",
        "$ADAMW test --update-expectations --expectations $HERE/e -- $PORT exit sample/2",
        "$ADAMW test --json $HERE/r -- $PORT exit sample/2; $ADAMW merge $HERE/r",
        "$ADAMW fuzz --oracle reference --port \"$PORT exit\" --save $HERE/f",
        "$ADAMW fuzz --oracle reference --port /no/such/port",
        "$ADAMW fuzz --oracle reference --port \"$ADAMW port; exit 7\" --cases 5",
        "echo junk > $HERE/r; $ADAMW check $HERE/r",
        "$ADAMW export --jsonl | $PORT right | grep -v '\"seq\": 2,' > $HERE/r; $ADAMW check $HERE/r",
      ]
    ),
    (
      .damagedVectors,
      [
        "$ADAMW verify --vectors /nowhere",
        "$ADAMW verify --vectors $DAMAGED",
        "$ADAMW test --vectors $DAMAGED -- $PORT right",
        "$ADAMW export --jsonl --vectors $DAMAGED",
        "$ADAMW check --vectors $DAMAGED /nowhere",
        "$ADAMW test --json $HERE/r -- $PORT right; $ADAMW merge --vectors $DAMAGED $HERE/r",
        "$ADAMW keras verify --vectors $DAMAGED",
      ]
    ),
    (
      .notJudged,
      [
        // The oracle does not start, dies, hangs, refuses, ends badly.
        "$ADAMW fuzz --oracle /no/such/oracle",
        "$ADAMW fuzz --oracle \"$PORT exit\"",
        "$ADAMW fuzz --oracle \"$PORT hang\" --timeout 1",
        "$ADAMW fuzz --oracle \"$PORT confused\"",
        "$ADAMW fuzz --oracle \"$ADAMW port; exit 7\" --cases 5",
        "$ADAMW fuzz --python /no/such/python",
        "$ADAMW fuzz --oracle reference --port keras --python /no/such/python",
        "$ADAMW keras verify --python /no/such/python",
        "$ADAMW keras verify --python /no/such/python --jobs 2",
        "$ADAMW keras doctor --python /no/such/python",
        "$ADAMW keras doctor --python /no/such/python --json",
        "$ADAMW keras port --python /no/such/python",
        "cp $ADAMW $HERE/adamw; cd $HERE; ./adamw keras doctor",
        // A verdict that nobody gets.
        "$ADAMW verify --vectors $RIGHT > /dev/full",
        "$ADAMW export --jsonl > /dev/full",
        "$ADAMW --help > /dev/full",
        "$ADAMW test --log /dev/full -- $PORT right",
        "$ADAMW export --jsonl | $ADAMW port > /dev/full",
        "mkdir $HERE/f; $ADAMW test --json $HERE/f/r -- sh -c \"rm -r $HERE/f; exec $PORT right\"",
        "mkdir $HERE/f; $ADAMW fuzz --oracle reference --save $HERE/f/r "
          + "--port \"rm -rf $HERE/f; $PORT right\"",
        "mkdir $HERE/f; $ADAMW test --update-expectations --expectations $HERE/f/e "
          + "-- sh -c \"rm -r $HERE/f; exec $PORT wrong-bits\"",
        // No program could be started.
        "ulimit -n 9; $ADAMW fuzz --oracle reference --port \"$ADAMW port\" --cases 5",
      ]
    ),
  ]

  private let sample, right, damaged: Folder

  init() throws {
    sample = try Vectors.folder(FakePort.cases)
    right = try Vectors.folder([Vectors.refused])
    damaged = try Vectors.folder([Vectors.refused])
    try damaged.write(
      try damaged.read("sample.json").replacing("clipvalue", with: "clipvaleu"), to: "sample.json")
  }

  /// Runs a line, with a folder of its own.
  private func run(_ line: String) throws -> Command.Outcome {
    let here = try Folder()
    return try withExtendedLifetime(here) {
      try Command.shell(
        line,
        environment: [
          "PORT": "\(FakePort.interpreter) -I \(FakePort.script)", "HERE": here.path, "RIGHT": right.path,
          "DAMAGED": damaged.path, "ADAMW_VECTORS": sample.path,
        ])
    }
  }

  @Test(arguments: Status.allCases)
  func everyStatusIsThatOfRealRuns(status: Status) throws {
    let lines = Self.runs.filter { $0.status == status }.flatMap(\.lines)
    try #require(!lines.isEmpty)
    for line in lines {
      let outcome = try run(line)
      #expect(outcome.status == status.rawValue, "\(line)\n\(outcome.output)\(outcome.errors)")
      #expect(outcome.reason == .exit)
    }
  }

  // MARK: Keras, where it is there

  private static var hasKeras: Bool {
    ProcessInfo.processInfo.environment["REQUIRE_KERAS"] == "1"
      || FileManager.default.isExecutableFile(atPath: package.appending(path: ".venv/bin/python").path)
  }

  /// Keras is right about one case of these and, as they have it, wrong about the other.
  @Test(
    .enabled(if: hasKeras, "no .venv"),
    arguments: [
      (Status.conforms, "$ADAMW keras doctor"),
      (.conforms, "$ADAMW keras verify --vectors $RIGHT"),
      (.wrongPort, "$ADAMW keras verify"),
      (.wrongPort, "$ADAMW keras verify --jobs 2"),
      (.wrongPort, "$ADAMW fuzz --oracle \"$PORT right\" --port keras --save $HERE/f"),
      (.conforms, "$ADAMW fuzz --oracle reference --port keras --cases 5"),
    ]
  )
  func kerasIsAPortThatIsJudged(status: Status, line: String) throws {
    let outcome = try run(line)
    #expect(outcome.status == status.rawValue, "\(line)\n\(outcome.output)\(outcome.errors)")
  }
}
