#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A pipe whose ends no program inherits that another thread starts meanwhile.
final class Pipe {
  let readingEnd: Int32
  let writingEnd: Int32
  private var isWritingEndOpen = true

  /// A new pipe.
  ///
  /// - Throws: The system's error number, if the process has no descriptors left.
  init() throws(SystemError) {
    var ends: [Int32] = [-1, -1]
    // A pair of sockets, since those are closed on execution from the first moment.
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw SystemError(number: errno) }
    (readingEnd, writingEnd) = (ends[0], ends[1])
  }

  /// Leaves the writing end to the program that has a copy of it.
  func closeWritingEnd() {
    if isWritingEndOpen { close(writingEnd) }
    isWritingEndOpen = false
  }

  deinit {
    close(readingEnd)
    closeWritingEnd()
  }
}

/// The system's refusal, by its number.
struct SystemError: Error, CustomStringConvertible {
  let number: Int32

  var description: String { String(cString: strerror(number)) }
}
