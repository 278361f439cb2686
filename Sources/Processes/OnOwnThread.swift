#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Runs what waits for other programs on a thread of its own, of which there may be more than the tasks have.
///
/// The thread does not take SIGPIPE, which comes when a program has closed its standard input: the write that
/// fails says it as well.
///
/// - Throws: What the body throws; ``StartError/thread(_:)`` if there is no thread to be had.
public func onOwnThread<Answer: Sendable, Failure: Error>(
  _ body: @escaping @Sendable () throws(Failure) -> Answer
) async throws -> Answer {
  try await withCheckedThrowingContinuation { continuation in
    let work = Unmanaged.passRetained(Work { continuation.resume(with: Result { try body() }) })
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    let error = pthread_create(
      &thread,
      nil,
      { argument in
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        pthread_detach(pthread_self())
        #if canImport(Darwin)
          Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body()
        #else
          if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body() }
        #endif
        return nil
      },
      work.toOpaque()
    )
    if error != 0 {
      work.release()
      continuation.resume(throwing: StartError.thread(SystemError(number: error)))
    }
  }
}

private final class Work: Sendable {
  let body: @Sendable () -> Void
  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}
