#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A pipe, whose ends no program inherits.
///
/// For a moment one could, since Swift sees no `pipe2`: supervisors make pipes and start programs under one lock.
struct Pipe {
  let reading, writing: CInt

  init() throws(StartError) {
    var ends: [CInt] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .pipe(SystemError()) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    (reading, writing) = (ends[0], ends[1])
  }
}
