import Conformance
import Dispatch
import Processes
import Synchronization

#if canImport(Glibc)
  @preconcurrency import Glibc
#elseif canImport(Musl)
  @preconcurrency import Musl
#else
  @preconcurrency import Darwin
#endif

/// What the command needs of the C library.
enum System {
  /// Lets a reader that has seen enough end the command without a word, whatever the caller had set.
  static func endQuietlyOnClosedPipe() { signal(SIGPIPE, SIG_DFL) }

  /// Whether a signal is about to end the command.
  private static let isEnding = Atomic(false)

  /// Cleans up when the user or the system ends the command by a signal, which then does so.
  ///
  /// From the signal on nothing is printed: what the command finds while its ports are killed is no verdict.
  private static func beforeSignalsEnd(
    _ numbers: [Int32] = [SIGINT, SIGTERM, SIGHUP],
    _ cleanUp: @escaping @Sendable () -> Void
  ) {
    for number in numbers {
      onFirst(number) {
        isEnding.store(true, ordering: .sequentiallyConsistent)
        cleanUp()
        die(of: number)
      }
    }
  }

  /// Ends the process by the signal. It is sent to this thread, and with it unblocked: sent to the process, it could
  /// still be read by the source that brought the first one.
  private static func die(of number: Int32) -> Never {
    signal(number, SIG_DFL)
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, number)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    raise(number)
    _exit(128 + number)
  }

  /// Tells the command of the first interrupt, after which it has to end by itself; the second one ends it.
  private static func onInterrupt(
    _ tell: @escaping @Sendable () -> Void,
    beforeEnd cleanUp: @escaping @Sendable () -> Void
  ) {
    beforeSignalsEnd([SIGTERM, SIGHUP], cleanUp)
    onFirst(SIGINT) {
      tell()
      beforeSignalsEnd([SIGINT], cleanUp)
    }
  }

  /// Runs a body with a supervisor of its own, whose processes end with it, or before a signal ends the command.
  ///
  /// - Parameters:
  ///   - tell: What an interrupt does the first time, if it is not to end the command.
  ///   - body: What is run.
  /// - Throws: What the body throws.
  static func supervised(
    onInterrupt tell: (@Sendable () -> Void)? = nil,
    _ body: (Supervisor) async throws -> Void
  ) async throws {
    let supervisor = Supervisor()
    if let tell {
      onInterrupt(tell, beforeEnd: { supervisor.end() })
    } else {
      beforeSignalsEnd { supervisor.end() }
    }
    defer { supervisor.end() }
    try await body(supervisor)
  }

  /// The signals that the caller wants ignored, as `nohup` does.
  private static let ignored = Set([SIGINT, SIGTERM, SIGHUP].filter(isIgnored))

  private static func isIgnored(_ number: Int32) -> Bool {
    let handler = signal(number, SIG_IGN)
    signal(number, handler)
    return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  private static func onFirst(_ number: Int32, _ act: @escaping @Sendable () -> Void) {
    if ignored.contains(number) { return }
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number)
    source.setEventHandler {
      source.cancel()
      act()
    }
    source.resume()
  }

  static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  /// Whether standard error is a terminal on which a line can be written anew.
  static var errorsCanBeOverwritten: Bool {
    isatty(STDERR_FILENO) == 1 && getenv("TERM").map { String(cString: $0) } != "dumb"
  }

  /// Writes to standard output, and sees that it leaves.
  static func writeOutput(_ text: String) throws(CommandFault) {
    waitIfEnding()
    guard fputs(text, stdout) < 0 || fflush(stdout) != 0 else { return }
    let reason = String(cString: strerror(errno))
    throw CommandFault(.machine, "Standard output cannot be written: \(reason).")
  }

  /// Writes to standard error.
  static func writeErrors(_ text: String) {
    waitIfEnding()
    fputs(text, stderr)
  }

  private static func waitIfEnding() {
    while isEnding.load(ordering: .sequentiallyConsistent) { sleep(1) }
  }

  /// Ends the process.
  static func end(_ status: ExitStatus) -> Never {
    waitIfEnding()
    exit(status.rawValue)
  }
}

extension Double {
  /// Whether it is a time that can be waited for.
  var isTime: Bool { self > 0 && self <= 1e9 }
  static var timeRule: String { "A time must be more than 0, and at most 1e9." }
}
