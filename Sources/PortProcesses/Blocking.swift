import Conformance

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
func blocking<Answer: Sendable>(
  _ body: @escaping @Sendable () throws(PortFault) -> Answer
) async throws -> Answer {
  try await withCheckedThrowingContinuation { continuation in
    let work = Work { continuation.resume(with: Result { try body() }) }
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
      Unmanaged.passRetained(work).toOpaque()
    )
    guard error == 0 else {
      preconditionFailure("No thread could be started: \(String(cString: strerror(error))).")
    }
  }
}

private final class Work: Sendable {
  let body: @Sendable () -> Void
  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}
