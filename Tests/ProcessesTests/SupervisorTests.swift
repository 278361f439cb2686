import Foundation
import Synchronization
import Testing

@testable import Processes

/// What a supervisor starts, and what is left of it.
@Suite struct SupervisorTests {
  /// A program that has this word in its environment, as all that it starts.
  private static func shell(_ line: String, token: String = "none") -> Program {
    Program(["/bin/sh", "-c", line], environment: ["PATH": "/usr/bin:/bin", "TOKEN": token])
  }

  private static func processes(with token: String) -> Int {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.count { name in
      guard Int(name) != nil, let data = FileManager.default.contents(atPath: "/proc/\(name)/environ") else {
        return false
      }
      return data.range(of: Data(token.utf8)) != nil
    }
  }

  /// Three processes: one that leads its group, one that it started, and one that has left the group.
  private static let family = "setsid sleep 600 & sleep 600 & sleep 600; true"

  private static func start(_ supervisor: Supervisor, token: String) throws -> ChildProcess {
    let child = try supervisor.start(shell(family, token: token))
    let deadline = ContinuousClock.now + .seconds(20)
    while processes(with: token) < 4, ContinuousClock.now < deadline { usleep(1000) }
    #expect(processes(with: token) == 4)
    return child
  }

  @Test func theEndLeavesNothingAndStartsNothing() throws {
    let token = UUID().uuidString
    let supervisor = Supervisor()
    let child = try Self.start(supervisor, token: token)
    supervisor.end()
    #expect(child.terminate() == .signalled(SIGKILL))
    #expect(Self.processes(with: token) == 0)
    #expect(throws: StartError.over) { try supervisor.start(Self.shell("true")) }
    #expect(throws: StartError.over) { try supervisor.output(of: Self.shell("true"), within: .seconds(1)) }
    supervisor.end()
  }

  @Test func anotherSupervisorIsNotConcerned() throws {
    let (one, other) = (Supervisor(), Supervisor())
    let child = try other.start(Self.shell("sleep 600"))
    one.end()
    #expect(!child.hasEnded)
    #expect(try other.output(of: Self.shell("echo on"), within: .seconds(20))?.text == "on\n")
  }

  @Test func aChildThatNobodyKnowsEnds() throws {
    let token = UUID().uuidString
    do { _ = try Self.start(Supervisor(), token: token) }
    #expect(Self.processes(with: token) == 0)
  }

  @Test(arguments: [("exit 7", ProcessEnd.exited(7)), ("kill -9 $$", .signalled(9)), ("true", .exited(0))])
  func howItEndedIsKnown(line: String, end: ProcessEnd) throws {
    let child = try Supervisor().start(Self.shell(line))
    #expect(child.waitForEnd(until: .now + .seconds(20)) == end)
    #expect(child.terminate() == end)
  }

  @Test func aProgramThatIsNotThereIsNotTheMachinesFault() throws {
    let error = #expect(throws: StartError.self) { try Supervisor().start(Program(["/no/such/program"])) }
    #expect(error?.isOfMachine == false)
    #expect(error?.description == "'/no/such/program': No such file or directory")
  }

  /// In processes of their own: they count and limit all descriptors.
  @Test func noDescriptorIsLost() async {
    await #expect(processExitsWith: .success) {
      func descriptors() -> Int {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? -1
      }
      let supervisor = Supervisor()
      let program = Program(["/bin/cat"], hasInput: true)
      _ = try supervisor.start(program)
      let before = descriptors()
      for _ in 0..<20 {
        _ = try supervisor.start(program)
        _ = try? supervisor.start(Program(["/no/such/program"]))
        _ = try supervisor.output(of: Program(["/bin/echo"]), within: .seconds(20))
      }
      #expect(descriptors() == before)
    }
  }

  @Test func aMachineWithoutDescriptorsIsSaidSo() async {
    await #expect(processExitsWith: .success) {
      let supervisor = Supervisor()
      var children = [try supervisor.start(Program(["/bin/cat"], hasInput: true))]
      // There is room for a few more, in the gaps.
      let limit = rlim_t(children[0].errors) + 1
      var files = rlimit(rlim_cur: limit, rlim_max: limit)
      setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files)
      let error = #expect(throws: StartError.self) {
        while children.count < 100 {
          children.append(try supervisor.start(Program(["/bin/cat"], hasInput: true)))
        }
      }
      #expect(error?.isOfMachine == true)
      #expect(error.map { "\($0)" } == "no pipe: Too many open files")
    }
  }

  private final class Progress: Sendable {
    let started = Atomic(0)
    /// The thread whose programs are to end.
    let turn = Atomic(0)
  }

  /// A program that held on to another's pipe would keep the other from ever seeing its input closed.
  @Test func programsOfOtherSupervisorsInheritNoPipe() async throws {
    let progress = Progress()
    let threads = 4
    let ends = try await withThrowingTaskGroup(of: [ProcessEnd?].self) { group in
      for thread in 0..<threads {
        group.addTask {
          try await onOwnThread { () throws(StartError) in
            try Self.startMany(thread: thread, of: threads, progress)
          }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(ends == Array(repeating: .exited(0), count: threads * Self.many))
  }

  private static let many = 60

  /// Starts programs that end when their input is closed, and closes it while those of the threads after this one run:
  /// gives how each has ended, if it has.
  private static func startMany(
    thread: Int, of threads: Int, _ progress: Progress
  ) throws(StartError) -> [ProcessEnd?] {
    let deadline = ContinuousClock.now + .seconds(120)
    func wait(until isSo: () -> Bool) {
      while !isSo(), ContinuousClock.now < deadline { usleep(1000) }
    }
    var children: [ChildProcess] = []
    for _ in 0..<many { children.append(try Supervisor().start(Program(["/bin/cat"], hasInput: true))) }
    progress.started.add(1, ordering: .sequentiallyConsistent)
    wait { progress.started.load(ordering: .sequentiallyConsistent) == threads }
    wait { progress.turn.load(ordering: .sequentiallyConsistent) == thread }
    defer { progress.turn.add(1, ordering: .sequentiallyConsistent) }
    return children.map { child in
      child.closeInput()
      return child.waitForEnd(until: min(deadline, .now + .seconds(5)))
    }
  }
}
