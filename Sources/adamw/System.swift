import Conformance
import Processes

#if canImport(Glibc)
  @preconcurrency import Glibc
#elseif canImport(Musl)
  @preconcurrency import Musl
#else
  @preconcurrency import Darwin
#endif

/// What the command needs of the system that it runs on.
enum System {
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
      Signals.onInterrupt(tell, beforeEnd: { supervisor.end() })
    } else {
      Signals.beforeEnd { supervisor.end() }
    }
    defer { supervisor.end() }
    try await body(supervisor)
  }

  static var outputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }
  /// Whether standard error is a terminal on which a line can be written anew.
  static var errorsCanBeOverwritten: Bool {
    isatty(STDERR_FILENO) == 1 && getenv("TERM").map { String(cString: $0) } != "dumb"
  }

  /// Writes to standard output, and sees that it leaves.
  static func writeOutput(_ text: String) throws(CommandFault) {
    Signals.waitIfEnding()
    guard fputs(text, stdout) < 0 || fflush(stdout) != 0 else { return }
    let reason = String(cString: strerror(errno))
    throw CommandFault(.machine, "Standard output cannot be written: \(reason).")
  }

  /// Writes to standard error.
  static func writeErrors(_ text: String) {
    Signals.waitIfEnding()
    fputs(text, stderr)
  }

  static func end(_ status: ExitStatus) -> Never {
    Signals.waitIfEnding()
    exit(status.rawValue)
  }
}

extension Double {
  /// Whether it is a time that can be waited for.
  var isTime: Bool { self > 0 && self <= 1e9 }
  static var timeRule: String { "A time must be more than 0, and at most 1e9." }
}
