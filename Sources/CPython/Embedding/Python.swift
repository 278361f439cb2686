import Synchronization

/// The Python of this process. There is one, from ``start(_:)`` to the process' end.
///
/// It may be used from any thread: see ``withLock(_:)``.
public final class Python: Sendable {
  /// The interpreter whose place it takes.
  public let interpreter: Interpreter
  private let library: Library

  private init(_ interpreter: Interpreter, _ library: Library) {
    self.interpreter = interpreter
    self.library = library
  }

  private enum Process {
    case idle
    case running(Python)
    case failed(SetupError)
  }

  private static let process = Mutex(Process.idle)

  /// Starts Python in this process, or gives the one that runs if it is that interpreter's.
  ///
  /// The process stays as it was: its signal handlers, its locale and its standard output are untouched.
  public static func start(_ found: Discovery.Found) throws(SetupError) -> Python {
    try process.withLock { process throws(SetupError) in
      switch process {
      case .running(let python):
        guard python.interpreter.executable == found.interpreter.executable else {
          throw .alreadyRunning(executable: python.interpreter.executable)
        }
        return python
      case .failed(let error):
        throw error
      case .idle:
        let library = try Library(found.library, of: found.interpreter)
        if library.isInitialized() != 0 { throw .startedByAnother(library: found.library) }
        do throws(SetupError) {
          try library.start(found.interpreter)
        } catch {
          // Half a start cannot be taken back, nor tried again.
          process = .failed(error)
          throw error
        }
        let python = Python(found.interpreter, library)
        process = .running(python)
        return python
      }
    }
  }

  /// Runs `body` while this thread holds Python's lock. Calls may be nested.
  ///
  /// Python code that runs in it lets other threads in from time to time, as it does in any Python program: one
  /// call at a time is what the caller has to see to, where it matters.
  ///
  /// Nothing of Python's leaves the scope: what goes in and comes out are Swift's own values.
  public func withLock<Result: ~Copyable, Failure: Error>(
    _ body: (borrowing PythonScope) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let state = library.ensureLock()
    defer { library.releaseLock(state) }
    library.keepThreadState()
    return try body(PythonScope(library))
  }
}
