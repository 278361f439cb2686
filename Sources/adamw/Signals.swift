import Dispatch
import Synchronization

#if canImport(Glibc)
  @preconcurrency import Glibc
#elseif canImport(Musl)
  @preconcurrency import Musl
#else
  @preconcurrency import Darwin
#endif

/// The signals that end the command. They are the whole process', and so is what is known of them here.
enum Signals {
  /// Lets a reader that has seen enough end the command without a word, whatever the caller had set.
  static func endQuietlyOnClosedPipe() { signal(SIGPIPE, SIG_DFL) }

  /// Whether a signal is about to end the command.
  private static let isEnding = Atomic(false)

  /// Returns at once, or not at all if a signal is about to end the command.
  static func waitIfEnding() {
    while isEnding.load(ordering: .sequentiallyConsistent) { sleep(1) }
  }

  /// Cleans up when the user or the system ends the command by a signal, which then does so.
  static func beforeEnd(_ cleanUp: @escaping @Sendable () -> Void) {
    for number in all { on(number) { end(by: number, after: cleanUp) } }
  }

  /// Tells the command of the first interrupt, after which it has to end by itself; the second one ends it, as any
  /// other signal does.
  static func onInterrupt(
    _ tell: @escaping @Sendable () -> Void,
    beforeEnd cleanUp: @escaping @Sendable () -> Void
  ) {
    for number in all where number != SIGINT { on(number) { end(by: number, after: cleanUp) } }
    let told = Mutex(false)
    on(SIGINT) {
      let isFirst = told.withLock { told in
        defer { told = true }
        return !told
      }
      if isFirst { tell() } else { end(by: SIGINT, after: cleanUp) }
    }
  }

  /// Cleans up, and ends the process by a signal.
  ///
  /// From now on nothing is printed: what the command finds while its ports are killed is no verdict. The signal is
  /// sent to this thread, and with it unblocked: sent to the process, it could still be read by the source that
  /// brought the first one.
  private static func end(by number: Int32, after cleanUp: () -> Void) -> Never {
    isEnding.store(true, ordering: .sequentiallyConsistent)
    cleanUp()
    signal(number, SIG_DFL)
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, number)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    raise(number)
    _exit(128 + number)
  }

  /// The signals by which a command is ended.
  private static let all = [SIGINT, SIGTERM, SIGHUP]

  /// The signals that the caller wants ignored, as `nohup` does.
  private static let ignored = Set(all.filter(isIgnored))

  private static func isIgnored(_ number: Int32) -> Bool {
    let handler = signal(number, SIG_IGN)
    signal(number, handler)
    return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  /// Acts on every signal of a number, for as long as the process lives: a source that takes the place of another for
  /// the same signal may get none.
  private static func on(_ number: Int32, _ act: @escaping @Sendable () -> Void) {
    if ignored.contains(number) { return }
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number)
    source.setEventHandler { withExtendedLifetime(source, act) }
    source.resume()
  }
}
