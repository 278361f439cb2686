import Dispatch
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
  static func beforeSignalsEnd(
    _ numbers: [Int32] = [SIGINT, SIGTERM, SIGHUP],
    _ cleanUp: @escaping @Sendable () -> Void
  ) {
    for number in numbers {
      onFirst(number) {
        isEnding.store(true, ordering: .sequentiallyConsistent)
        cleanUp()
        signal(number, SIG_DFL)
        kill(getpid(), number)
      }
    }
  }

  /// Tells the command of the first interrupt, after which it has to end by itself; the second one ends it.
  static func onInterrupt(
    _ tell: @escaping @Sendable () -> Void,
    beforeEnd cleanUp: @escaping @Sendable () -> Void
  ) {
    beforeSignalsEnd([SIGTERM, SIGHUP], cleanUp)
    onFirst(SIGINT) {
      tell()
      beforeSignalsEnd([SIGINT], cleanUp)
    }
  }

  private static func onFirst(_ number: Int32, _ act: @escaping @Sendable () -> Void) {
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number)
    source.setEventHandler {
      source.cancel()
      act()
    }
    source.resume()
  }

  static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  static var errorsAreTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Writes to standard output, and sees that it leaves.
  static func writeOutput(_ text: String) {
    waitIfEnding()
    fputs(text, stdout)
    fflush(stdout)
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
