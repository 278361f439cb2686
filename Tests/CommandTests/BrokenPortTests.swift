@testable import VectorFiles
@testable import PortProcesses
import Foundation
import Testing

@testable import Conformance

/// Every way in which a port's program can be broken, each with its status, its sentence, and nothing left.
@Suite(.serialized) struct BrokenPortTests {
  private let vectors: Folder

  init() throws { vectors = try Vectors.folder(FakePort.cases) }

  @Test func aRightPortConforms() throws {
    let outcome = try FakePort.test("right", vectors: vectors)
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("conforms: 5 of 5 cases passed, 0 failed, 0 unsupported, in "))
    #expect(outcome.errors.isEmpty)
    #expect(outcome.survivors.isEmpty)
  }

  @Test(arguments: [
    ("crash", "The port ended with signal 11 before it answered."),
    ("exit", "The port ended with exit status 7 before it answered. The last line of its log: 'boom[2J'."),
    ("exit-zero", "The port ended with exit status 0 before it answered."),
    ("unnumbered", "The port answered with an error without seq to the request with seq"),
    ("hang", "The port did not answer within 5 s and was killed. Does it flush each line?"),
    ("hang-with-children", "The port did not answer within 5 s and was killed."),
    ("crash-with-children", "The port ended with signal 9 before it answered."),
    ("junk", "The port wrote what is no reply of the protocol"),
    (
      "half-line",
      "The port did not end its line within 5 s and was killed; the line began '{\"reply\":\"run\""
    ),
    ("half-line-exit", "The port ended with exit status 0 in the middle of a line: '{\"reply\":\"run\""),
    ("wrong-seq", "The port answered with seq "),
    (
      "debug-line",
      "The port wrote what is no reply of the protocol (no valid JSON: it must have a value at byte 0): 'debug: step 1'."
    ),
    ("extra-reply", "The port wrote a line that no request had asked for: '{\"reply\": \"run\""),
    ("late-reply", "The port answered the request with seq "),
    ("huge-reply", "The port wrote a line of more than 64 MiB and was killed."),
    (
      "stderr-flood-hang",
      "The port did not answer within 5 s and was killed. Does it flush each line? The last line of its log: 'again"
    ),
    ("close-stdout", "The port closed its standard output and went on without answering."),
    ("liar", "The port declares 'float32' and answered that it lacks it."),
  ])
  func theBlameIsPutOnOneCase(mode: String, sentence: String) throws {
    let outcome = try FakePort.test(mode, in: "sample/2", vectors: vectors)
    #expect(outcome.status == 3)
    #expect(outcome.output.hasPrefix("broken port: 4 of 5 cases passed, 1 failed, 0 unsupported, in "))
    #expect(outcome.unwrapped.contains(" sample/2 (sample.json) reply: no answer: \(sentence)"))
    #expect(outcome.errors.isEmpty)
    #expect(outcome.survivors.isEmpty)
  }

  @Test(arguments: [
    ("early-output", "adamw: The port wrote what is no reply of the protocol"),
    ("other-protocol", "adamw: The port refused to start: it speaks protocol 2, and this is protocol 1."),
    ("claims-state", "adamw: The adapter is broken. It declares 'state' and reports none."),
    ("nan", "With a learning rate of 0 a variable must keep its bits, but 3fd33333"),
    ("same-bits", "adamw: The adapter is broken. 2 events must be answered with as many steps, not 1."),
    ("echo", "adamw: The adapter is broken. Different cases must not be answered with the same bits."),
    (
      "swapped-bytes", "adamw: The adapter is broken. The bytes of an element must stand in big-endian order."
    ),
    ("old-optimizer", "adamw: The adapter is broken. Each case must get a new optimizer"),
    ("crash", "adamw: The port ended with signal 11 before it answered."),
    ("hang", "adamw: The port did not answer within 5 s and was killed."),
  ])
  func theSmokeSetFindsABrokenAdapter(mode: String, sentence: String) throws {
    let outcome = try FakePort.test(mode, vectors: vectors)
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains(sentence))
    #expect(outcome.output.isEmpty)
    #expect(outcome.survivors.isEmpty)
  }

  @Test func aPortThatDoesNotStartIsKilled() throws {
    let outcome = try FakePort.test("no-start", options: ["--start-timeout", "2"], vectors: vectors)
    #expect(outcome.status == 3)
    let sentence =
      "adamw: The port did not introduce itself within 2 s and was killed. Does it flush each line?"
    #expect(outcome.errors == sentence + "\n")
    #expect(outcome.survivors.isEmpty)
  }

  @Test func aFieldOfAnyNameIsShownAsText() throws {
    let outcome = try FakePort.test("evil-field", vectors: vectors)
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains("no reply of the protocol ([31mxxx"))
    #expect(!outcome.errors.contains("\u{1b}") && outcome.errors.utf8.count < 1000)
  }

  @Test func aLogThatFloodsIsNoFault() throws {
    let outcome = try FakePort.test("stderr-flood", vectors: vectors)
    #expect(outcome.status == 0)
  }

  @Test func aClosedStandardInputIsFoundAtTheNextRequest() throws {
    let outcome = try FakePort.test("close-stdin", in: "sample/2", vectors: vectors)
    #expect(outcome.status == 3)
    #expect(outcome.output.contains("The port closed its standard input and went on"))
    #expect(outcome.survivors.isEmpty)
  }

  @Test(arguments: [
    (
      "exit-after-stop",
      "The port ended with exit status 5 after the request 'stop', where exit status 0 is due."
    ),
    ("hang-after-stop", "The port did not end after the request 'stop' and was killed."),
    ("line-after-stop", "The port wrote a line that no request had asked for: 'bye'."),
  ])
  func theEndIsJudgedToo(mode: String, sentence: String) throws {
    let outcome = try FakePort.test(mode, vectors: vectors)
    #expect(outcome.status == 3)
    #expect(outcome.output.hasPrefix("broken port: 5 of 5 cases passed, 0 failed"))
    #expect(outcome.unwrapped.contains(sentence))
    #expect(outcome.survivors.isEmpty)
  }

  @Test func aLogAtTheEndIsNoFault() throws {
    #expect(try FakePort.test("log-after-stop", vectors: vectors).status == 0)
  }

  @Test func aWrongPortIsNotABrokenOne() throws {
    let outcome = try FakePort.test("wrong-bits", in: "sample/3", vectors: vectors)
    #expect(outcome.status == 1)
    #expect(
      outcome.unwrapped.contains("expected 3f000003 (0.5000002), got 3f800001 (1.0000001), 8388606 ULP apart")
    )
  }

  @Test func nothingButNaNIsAWrongPort() throws {
    let outcome = try FakePort.test("nan-cases", vectors: vectors)
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("\n\n0 of 5 cases passed, 5 failed"))
    #expect(
      outcome.unwrapped.contains("element 0: expected 3f000001 (0.50000006), got 7fc00000 (nan), one is NaN"))
  }

  @Test func aFeatureThatIsClaimedAndRefusedIsAFailure() throws {
    let outcome = try FakePort.test("claims-amsgrad", vectors: vectors)
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("\n\n3 of 5 cases passed, 2 failed"))
    #expect(outcome.unwrapped.contains("expected values, got the refusal invalid_argument of amsgrad"))
  }

  @Test func aWrongDecayIsNoBrokenAdapter() throws {
    #expect(try FakePort.test("decays-without-rate", in: "smoke", vectors: vectors).status == 0)
  }

  @Test(arguments: [
    ("late-reply", "The port wrote a line that no request had asked for: '{"),
    ("exit-after-answer", "The port ended with exit status 4 after it had answered;"),
  ])
  func whatIsFoundBeforeARequestIsOfTheOneBefore(mode: String, sentence: String) async throws {
    setenv("ADAMW_VECTORS", vectors.path, 1)
    let suite = try Suite(vectors: try await VectorStore(root: vectors.path).load())
    let port = ProcessPort(command: [FakePort.interpreter, "-I", FakePort.script, mode, "sample/2"])
    #expect(try await port.run(suite.cases[1], trace: false) != .refused(Refusal(.internal)))
    try await Task.sleep(for: .seconds(1))
    let fault = await #expect(throws: PortFault.self) { try await port.run(suite.cases[2], trace: false) }
    #expect(fault?.isOfRequestBefore == true)
    #expect("\(try #require(fault))".hasPrefix(sentence))
    #expect(try await port.run(suite.cases[2], trace: false) != .refused(Refusal(.internal)))
    try await port.finish()
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func aRunThatIsInterruptedLeavesNothing(signal: Int32) throws {
    let token = UUID().uuidString
    let command = Process()
    command.executableURL = URL(filePath: Command.path)
    command.arguments =
      [
        "test", "--jobs", "2", "--", FakePort.interpreter, "-I", FakePort.script, "hang-with-children",
        "sample/2",
      ]
    command.environment = ProcessInfo.processInfo.environment
      .merging(["ADAMW_VECTORS": vectors.path, "FAKE_TOKEN": token]) { $1 }
    (command.standardOutput, command.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    try command.run()
    // The command, its two ports, and the two children of the one that hangs.
    let deadline = ContinuousClock.now + .seconds(60)
    while FakePort.processes(with: token).count < 5, ContinuousClock.now < deadline { usleep(20_000) }
    #expect(FakePort.processes(with: token).count == 5)
    kill(command.processIdentifier, signal)
    command.waitUntilExit()
    #expect(command.terminationReason == .uncaughtSignal)
    #expect(command.terminationStatus == signal)
    #expect(FakePort.processes(with: token).isEmpty)
  }

  @Test func theSecondInterruptEndsASearchAndLeavesNothing() throws {
    let token = UUID().uuidString
    let command = Process()
    command.executableURL = URL(filePath: Command.path)
    let port = "'\(FakePort.interpreter)' -I '\(FakePort.script)' hang-with-children"
    command.arguments = ["fuzz", "--oracle", "reference", "--port", port, "--timeout", "600"]
    command.environment = ProcessInfo.processInfo.environment
      .merging(["ADAMW_VECTORS": vectors.path, "FAKE_TOKEN": token]) { $1 }
    (command.standardOutput, command.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    try command.run()
    // The command, its port (which a shell may run), and the two children of that.
    let deadline = ContinuousClock.now + .seconds(60)
    while FakePort.processes(with: token).count < 4, ContinuousClock.now < deadline { usleep(20_000) }
    #expect(FakePort.processes(with: token).count >= 4)
    kill(command.processIdentifier, SIGINT)
    usleep(500_000)
    #expect(command.isRunning)
    kill(command.processIdentifier, SIGINT)
    let end = ContinuousClock.now + .seconds(30)
    while command.isRunning, ContinuousClock.now < end { usleep(20_000) }
    if command.isRunning { kill(command.processIdentifier, SIGTERM) }
    command.waitUntilExit()
    #expect(command.terminationReason == .uncaughtSignal)
    #expect(command.terminationStatus == SIGINT)
    #expect(FakePort.processes(with: token).isEmpty)
  }

  /// The first of these milliseconds are those in which the command takes up its signals.
  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func aSignalEndsTheCommandWheneverItComes(signal: Int32) throws {
    for delay in stride(from: 0, to: 300, by: 15) {
      let command = Process()
      command.executableURL = URL(filePath: Command.path)
      command.arguments = ["test", "--", FakePort.interpreter, "-I", FakePort.script, "hang", "*"]
      command.environment = ProcessInfo.processInfo.environment.merging(["ADAMW_VECTORS": vectors.path]) {
        $1
      }
      (command.standardOutput, command.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
      try command.run()
      usleep(UInt32(delay) * 1000)
      kill(command.processIdentifier, signal)
      let deadline = ContinuousClock.now + .seconds(30)
      while command.isRunning, ContinuousClock.now < deadline { usleep(10_000) }
      #expect(!command.isRunning, "after \(delay) ms")
      if command.isRunning { kill(command.processIdentifier, SIGKILL) }
      command.waitUntilExit()
    }
  }

  @Test func aSignalThatTheCallerIgnoresEndsNothing() throws {
    let line = "trap '' HUP INT; \"$ADAMW\" test -- \(FakePort.interpreter) -I \(FakePort.script) slow '*' & "
    let outcome = try Command.shell(
      "export ADAMW_VECTORS='\(vectors.path)'; \(line) sleep 0.5; kill -HUP $!; kill -INT $!; wait $!; echo $?"
    )
    #expect(outcome.output.hasPrefix("conforms: 5 of 5"))
    #expect(outcome.output.hasSuffix("\n0\n"))
  }

  @Test func aProgramThatIsNotThereIsSaidSo() throws {
    let outcome = try Command.run(
      ["test", "--", "/no/such/program"],
      environment: ["ADAMW_VECTORS": vectors.path]
    )
    #expect(outcome.status == 3)
    #expect(
      outcome.errors
        == "adamw: The port could not be started: '/no/such/program': No such file or directory.\n")
  }

  @Test func aCommandInOneWordIsToldThatThereIsNoShell() throws {
    let outcome = try Command.run(
      ["test", "--", "perl port.pl"], environment: ["ADAMW_VECTORS": vectors.path])
    #expect(outcome.status == 3)
    #expect(
      outcome.errors.hasSuffix(
        "directory. It is started without a shell: give program and arguments apart.\n"))
  }

  @Test func whatIsNoReplyIsToldApartFromAMalformedOne() {
    func sentence(_ line: String) -> String {
      "\(PortFault(.malformed(line: line, field: "seq", reason: "it is missing")))"
    }
    #expect(sentence("Hello").hasSuffix("'Hello'. What is not a reply belongs on standard error."))
    #expect(sentence(#"{"reply":"run"}"#).hasSuffix(#"(seq: it is missing): '{"reply":"run"}'."#))
  }

  @Test func aPortThatNeverAnswersIsGivenUp() throws {
    let many = try Vectors.folder(
      (0..<60).map { Vectors.refused.replacing("sample/refused", with: "sample/\($0)") })
    let outcome = try FakePort.test("exit-cases", options: ["--jobs", "2"], vectors: many)
    #expect(outcome.status == 3)
    #expect(outcome.output.contains("cases were not run after 20 were left without an answer"))
  }
}
