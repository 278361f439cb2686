#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A program beside this one, which a ``Supervisor`` has started. It ends at the latest when nobody knows it any more.
public final class ChildProcess {
  private let process: pid_t
  private let mark: Mark
  private let supervisor: Supervisor
  private var end: ProcessEnd?

  /// The ends of the pipes on this side, none of which blocks; the input is nil where there is none.
  private(set) var input: CInt?
  let output, errors: CInt

  init(_ started: Program.Started, mark: Mark, supervisor: Supervisor) {
    process = started.process
    (input, output, errors) = (started.input, started.output, started.errors)
    self.mark = mark
    self.supervisor = supervisor
  }

  deinit {
    terminate()
    for case let descriptor? in [input, output, errors] { close(descriptor) }
  }

  /// Closes the pipe to the program's standard input.
  public func closeInput() {
    if let input { close(input) }
    input = nil
  }

  /// Whether the program has ended, though its children may not have.
  public var hasEnded: Bool {
    if end != nil { return true }
    var information = siginfo_t()
    let result = waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT)
    return result == 0 && information.si_signo != 0
  }

  /// Waits for the program's end; nil if it does not come in time.
  public func waitForEnd(until deadline: ContinuousClock.Instant) -> ProcessEnd? {
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
  public func terminate() -> ProcessEnd {
    if let end { return end }
    // The group goes first: its number is the program's, and is free for others once that is waited for.
    _ = kill(-process, SIGKILL)
    var status: CInt = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    supervisor.forget(process)
    mark.killAll()
    let end = ProcessEnd(status: status)
    self.end = end
    return end
  }
}
