import Foundation
import Testing

/// What is shown and kept of what a program prints on standard error.
@Suite(.serialized) struct LogTests {
  private let vectors: Folder

  init() throws { vectors = try Vectors.folder(FakePort.cases) }

  @Test func theFirstAndTheLastLinesOfALogAreShown() throws {
    let outcome = try FakePort.test("exit-after-log", in: "sample/2", vectors: vectors)
    #expect(outcome.status == 3)
    let shown =
      ["      Its log:"] + (1...5).map { "        log line \($0)[2J" }
      + ["        ... 135 lines left out (all with --log PATH)"]
      + (141...150).map { "        log line \($0)[2J" }
    #expect(outcome.unwrapped.contains("The last line of its log: 'log line 150[2J'."))
    #expect(
      outcome.output.contains(
        "'.\n" + shown.joined(separator: "\n") + "\n"))
  }

  @Test func allOfALogIsInTheFileThatIsAskedFor() throws {
    let folder = try Folder()
    let path = folder.url("log").path
    let outcome = try FakePort.test(
      "exit-after-log", in: "sample/2", options: ["--log", path], vectors: vectors)
    #expect(outcome.status == 3)
    #expect(outcome.output.contains("... 135 lines left out (all are in\n        \(path))"))
    let lines = try folder.read("log").split(separator: "\n")
    let starts = lines.filter { $0.hasSuffix("fake_port.py exit-after-log sample/2") }
    #expect(starts.map { $0.prefix(6) } == ["[1] $ ", "[2] $ "])
    #expect(lines.filter { $0.hasPrefix("[1] log line ") }.count == 150)
    #expect(lines.count == 152)
  }

  @Test func aLogThatCannotBeWrittenIsSaidSo() throws {
    for (path, status) in [("/nowhere/log", 2), ("/dev/full", 5)] as [(String, Int32)] {
      for mode in ["log-after-stop", "wrong-bits"] {
        let outcome = try FakePort.test(mode, options: ["--log", path], vectors: vectors)
        #expect(outcome.status == status)
        #expect(outcome.errors.hasPrefix("adamw: The log cannot be written to '\(path)': No s"))
      }
    }
    let same = try FakePort.test("right", options: ["--log", "/tmp/x", "--json", "/tmp/x"], vectors: vectors)
    #expect(same.status == 2)
  }
}
