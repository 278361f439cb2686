import Foundation
import Processes
import Testing

/// What is known of a program that is run to its end.
@Suite struct OutputTests {
  private func output(of line: String, within limit: Duration = .seconds(20)) throws -> Supervisor.Output? {
    try Supervisor().output(of: Program(["/bin/sh", "-c", line]), within: limit)
  }

  @Test func bothStreamsAreThere() throws {
    let output = try #require(try output(of: "echo said; echo wrong >&2; exit 3"))
    #expect(output.text == "said\n")
    #expect(output.log == "wrong\n")
  }

  @Test func thereIsNothingToRead() throws {
    #expect(try output(of: "cat; echo read")?.text == "read\n")
  }

  @Test func whatIsSilentIsGivenUp() throws {
    let start = ContinuousClock.now
    #expect(try output(of: "sleep 60", within: .milliseconds(200)) == nil)
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  @Test func whoDoesNotStopTalkingIsStopped() throws {
    #expect(try output(of: "yes")?.text.hasPrefix("y\ny\n") == true)
  }

  @Test func onlyTheEndOfALongLogIsKept() throws {
    let log = try #require(try output(of: "yes 0123456789 | head -n 100000 >&2; echo last >&2")).log
    #expect(log.hasSuffix("0123456789\nlast\n"))
    #expect(log.utf8.count == 4096)
  }

  @Test func aChildThatHoldsTheOutputDoesNotHoldTheAnswer() throws {
    let start = ContinuousClock.now
    #expect(try output(of: "sleep 60 & echo done")?.text == "done\n")
    #expect(ContinuousClock.now - start < .seconds(10))
  }

  @Test func theEnvironmentIsTheOneThatIsGiven() throws {
    let program = Program(["/usr/bin/env"], environment: ["ONE": "1"])
    let lines = try Supervisor().output(of: program, within: .seconds(20))?.text.split(separator: "\n") ?? []
    #expect(lines.count == 2)
    #expect(lines.contains("ONE=1") && lines.contains { $0.hasPrefix("ADAMW_CHILD=") })
  }
}

/// What is kept of a log.
@Suite struct ProgramLogTests {
  @Test func aShortLogIsWhole() {
    #expect(ProgramLog().lineCount == 0)
    #expect(ProgramLog("").lines(first: 2, last: 2) == ([], 0, []))
    for text in ["1\n2\n3", "1\n2\n3\n"] {
      let log = ProgramLog(text)
      #expect(log.lineCount == 3)
      #expect(log.lines(first: 2, last: 2) == (["1", "2"], 0, ["3"]))
      #expect(log.lines(first: 1, last: 1) == (["1"], 1, ["3"]))
      #expect(log.lines(first: 5, last: 5) == (["1", "2", "3"], 0, []))
    }
  }

  @Test func theMiddleOfALongLogIsCounted() {
    let log = ProgramLog((1...10_000).map { "line \($0)\n" }.joined())
    #expect(log.lineCount == 10_000)
    #expect(log.lines(first: 2, last: 2) == (["line 1", "line 2"], 9996, ["line 9999", "line 10000"]))
    #expect(log.end.utf8.count == 4096)
    // No line that is kept in part only.
    let all = log.lines(first: 10_000, last: 10_000)
    #expect(all.first.count + all.leftOut + all.last.count == 10_000)
    #expect(all.first == (1...all.first.count).map { "line \($0)" })
    #expect(all.last == (10_001 - all.last.count...10_000).map { "line \($0)" })
  }

  @Test func aLineWithoutAnEndIsALine() {
    let log = ProgramLog(String(repeating: "x", count: 100_000))
    #expect(log.lineCount == 1)
    let lines = log.lines(first: 5, last: 10)
    #expect(lines.first.map(\.utf8.count) == [4096] && lines.leftOut == 0 && lines.last == [])
  }
}

/// What is said to a program and by it.
@Suite struct ChannelTests {
  @Test func aPartOfALineIsKeptWhenTimeIsOver() throws {
    let child = try Supervisor().start(Program(["/bin/sh", "-c", "printf 'half a'; sleep 60"]))
    var channel = Channel(to: child)
    let deadline = ContinuousClock.now + .seconds(1)
    while ContinuousClock.now < deadline {
      let isAll = channel.wait(until: deadline)
      #expect(!isAll)
    }
    #expect(channel.received == Array("half a".utf8))
  }

  @Test func theLastWordsOfACrashAreRead() throws {
    let child = try Supervisor().start(Program(["/bin/sh", "-c", "echo dying >&2; printf 'ha'; kill -9 $$"]))
    var channel = Channel(to: child)
    let deadline = ContinuousClock.now + .seconds(20)
    while !channel.wait(until: deadline), ContinuousClock.now < deadline {}
    #expect(child.waitForEnd(until: deadline) == .signalled(9))
    channel.readLog()
    #expect(channel.received == Array("ha".utf8))
    #expect(channel.log.end == "dying\n")
  }

  @Test func moreThanAPipeHoldsIsWritten() async throws {
    let bytes = [UInt8](repeating: 7, count: 1 << 20)
    // On a thread that does not take SIGPIPE.
    let back = try await onOwnThread { () throws(SystemError) in
      guard let child = try? Supervisor().start(Program(["/bin/cat"], hasInput: true)) else {
        return [UInt8]()
      }
      var channel = Channel(to: child)
      var pending = bytes[...]
      let deadline = ContinuousClock.now + .seconds(20)
      while channel.received.count < bytes.count, ContinuousClock.now < deadline {
        try channel.write(&pending)
        _ = channel.wait(until: deadline, toWrite: !pending.isEmpty)
      }
      return channel.received
    }
    #expect(back == bytes)
  }

  @Test func whoDoesNotReadIsAnError() async throws {
    await #expect(throws: SystemError.self) {
      try await onOwnThread { () throws(SystemError) in
        guard let child = try? Supervisor().start(Program(["/bin/true"], hasInput: true)) else { return }
        _ = child.waitForEnd(until: .now + .seconds(20))
        var pending = [UInt8](repeating: 7, count: 10)[...]
        try Channel(to: child).write(&pending)
      }
    }
  }
}
