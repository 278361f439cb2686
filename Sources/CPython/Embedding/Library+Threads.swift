#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What Python knows of a thread of this process, until the thread ends.
///
/// Python would forget it whenever the thread gives the lock back. Extension modules made with pybind11, such as
/// TensorFlow's, remember the state of the thread that imported them, and crash if they meet another there.
private final class ThreadState {
  let library: Library
  let object: OpaquePointer

  init(_ library: Library, _ object: OpaquePointer) {
    self.library = library
    self.object = object
  }

  /// Gives the state back: at the end of its thread, which has lost Python's own way to it by then.
  func drop() {
    library.restoreThread(object)
    library.clearThreadState(object)
    library.deleteCurrentThreadState()
  }

  /// Under this key a thread has its own.
  static let key: pthread_key_t = {
    var key = pthread_key_t()
    let failure = pthread_key_create(&key) { state in
      guard let state else { return }
      Unmanaged<ThreadState>.fromOpaque(state).takeRetainedValue().drop()
    }
    precondition(failure == 0, "The process has no key left for what belongs to a thread.")
    return key
  }()
}

extension Library {
  /// Sees that Python keeps the state of this thread, which holds the lock, until the thread ends.
  func keepThreadState() {
    guard pthread_getspecific(ThreadState.key) == nil, let state = thisThreadState(),
      // That of the thread that started Python is Python's for good.
      state != initialThreadState
    else { return }
    _ = ensureLock()
    pthread_setspecific(ThreadState.key, Unmanaged.passRetained(ThreadState(self, state)).toOpaque())
  }
}
