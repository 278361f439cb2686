import Conformance

import Synchronization

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A program beside this one, with pipes to its standard input, output and error.
///
/// It leads a process group of its own and has a mark in its environment, both of which its children inherit:
/// by them all are found and killed when it is to end.
final class ChildProcess {
  private static let mark = "ADAMW_PORT"

  /// The running children, by process, with their marks. Nil when no more may be started.
  private static let running = Mutex<[pid_t: String]?>([:])

  private let process: pid_t
  private let mark: String
  private var end: ProcessEnd?

  /// The ends of the pipes on this side, none of which blocks.
  private(set) var input: CInt
  let output: CInt
  let errors: CInt

  /// Starts a program, which is looked for as a shell would look.
  init(_ command: [String]) throws(PortFault) {
    mark = "\(Self.mark)=\(String(UInt64.random(in: 0 ... .max), radix: 16))"
    let result = Self.running.withLock { [mark] running in
      Result { () throws(PortFault) in
        guard running != nil else { throw PortFault(.notStarted("the run is ending")) }
        let started = try Self.start(command, mark: mark)
        running?[started.process] = mark
        return started
      }
    }
    (process, input, output, errors) = try result.get()
  }

  deinit {
    terminate()
    for descriptor in [input, output, errors] where descriptor >= 0 { close(descriptor) }
  }

  /// Kills all children of all ports, and lets none start again: for the end of the whole program.
  static func killAll() {
    let children = running.withLock { running in
      defer { running = nil }
      return running ?? [:]
    }
    for (process, mark) in children {
      _ = kill(-process, SIGKILL)
      killMarked(mark)
    }
  }

  /// Closes the pipe to the program's standard input.
  func closeInput() {
    if input >= 0 { close(input) }
    input = -1
  }

  /// Whether the program has ended, though its children may not have.
  var hasEnded: Bool {
    if end != nil { return true }
    var information = siginfo_t()
    let result = waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT)
    return result == 0 && information.si_signo != 0
  }

  /// Waits for the program's end; nil if it does not come in time.
  func waitForEnd(until deadline: ContinuousClock.Instant) -> ProcessEnd? {
    while !hasEnded {
      guard ContinuousClock.now < deadline else { return nil }
      usleep(1000)
    }
    return terminate()
  }

  /// Kills the program and its children.
  ///
  /// - Returns: How the program ended, which may have been earlier and by itself.
  @discardableResult
  func terminate() -> ProcessEnd {
    if let end { return end }
    // The group goes first: its number is the program's, and is free for others once that is waited for.
    _ = kill(-process, SIGKILL)
    var status: CInt = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    Self.running.withLock { _ = $0?.removeValue(forKey: process) }
    Self.killMarked(mark)
    let end: ProcessEnd = status & 0x7f == 0 ? .exited(status >> 8 & 0xff) : .signalled(status & 0x7f)
    self.end = end
    return end
  }

  // MARK: Starting

  private static func start(
    _ command: [String],
    mark: String
  ) throws(PortFault) -> (process: pid_t, input: CInt, output: CInt, errors: CInt) {
    let pipes = try [Pipe(), Pipe(), Pipe()]
    defer { for (index, pipe) in pipes.enumerated() { close(index == 0 ? pipe.reading : pipe.writing) } }
    var process = pid_t()
    let error = spawn(
      command,
      environment: ProcessInfo.processInfo.environment.map { "\($0)=\($1)" } + [mark],
      descriptors: [pipes[0].reading, pipes[1].writing, pipes[2].writing],
      process: &process
    )
    let own = [pipes[0].writing, pipes[1].reading, pipes[2].reading]
    guard error == 0 else {
      for descriptor in own { close(descriptor) }
      let hint =
        command.count == 1 && command[0].contains(" ")
        ? ". It is started without a shell: give program and arguments apart" : ""
      throw PortFault(.notStarted("'\(command[0])': \(String(cString: strerror(error)))\(hint)"))
    }
    for descriptor in own { _ = fcntl(descriptor, F_SETFL, O_NONBLOCK) }
    return (process, own[0], own[1], own[2])
  }

  private static func spawn(
    _ command: [String],
    environment: [String],
    descriptors: [CInt],
    process: inout pid_t
  ) -> CInt {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (index, descriptor) in descriptors.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, descriptor, CInt(index))
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF)
    )
    posix_spawnattr_setpgroup(&attributes, 0)
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGPIPE, SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)

    var arguments: [UnsafeMutablePointer<CChar>?] = command.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
    defer { for pointer in arguments + variables { free(pointer) } }
    return posix_spawnp(&process, command[0], &actions, &attributes, &arguments, &variables)
  }
}

/// The two ends of a pipe that other programs do not inherit.
private struct Pipe {
  let reading, writing: CInt

  init() throws(PortFault) {
    var ends: [CInt] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw PortFault(.notStarted("no pipe: \(String(cString: strerror(errno)))"))
    }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (reading, writing) = (ends[0], ends[1])
  }
}
