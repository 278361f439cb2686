import Processes
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file of all that ports' programs write to standard error.
///
/// Several programs may run, and each may be started again: every line begins with the number of the start that it is
/// from, and the first line of each start is its command.
public final class PortLog: Sendable {
  fileprivate struct State {
    let file: CInt
    var starts = 0
    /// Whose line is not over; 0 for nobody's.
    var unfinished = 0
    /// Why something could not be written.
    var problem: SystemError?
  }

  public let path: String

  private let state: Mutex<State>

  /// A file in place of what was there.
  public init(path: String) throws(PortLogError) {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    if file < 0 { throw .notOpened(path: path, SystemError()) }
    self.path = path
    state = Mutex(State(file: file))
  }

  deinit { state.withLock { _ = close($0.file) } }

  /// Throws if something could not be written.
  public func requireWhole() throws(PortLogError) {
    if let problem = state.withLock(\.problem) { throw .notWritten(path: path, problem) }
  }

  /// Notes that a program is started; gives what takes its log.
  func begin(_ command: [String]) -> @Sendable (ArraySlice<UInt8>) -> Void {
    let number = state.withLock { state in
      state.starts += 1
      state.write(Array("$ \(command.joined(separator: " "))\n".utf8)[...], of: state.starts)
      return state.starts
    }
    return { [self] bytes in state.withLock { $0.write(bytes, of: number) } }
  }
}

extension PortLog.State {
  fileprivate mutating func write(_ bytes: ArraySlice<UInt8>, of number: Int) {
    let lineEnd = UInt8(ascii: "\n")
    var text: [UInt8] = []
    if unfinished != 0, unfinished != number {
      text.append(lineEnd)
      unfinished = 0
    }
    for byte in bytes {
      if unfinished == 0 { text += Array("[\(number)] ".utf8) }
      text.append(byte)
      unfinished = byte == lineEnd ? 0 : number
    }
    write(text)
  }

  private mutating func write(_ text: [UInt8]) {
    var rest = text[...]
    while !rest.isEmpty, problem == nil {
      let count = rest.withUnsafeBytes { bytes in
        #if canImport(Glibc)
          Glibc.write(file, bytes.baseAddress, bytes.count)
        #elseif canImport(Musl)
          Musl.write(file, bytes.baseAddress, bytes.count)
        #else
          Darwin.write(file, bytes.baseAddress, bytes.count)
        #endif
      }
      if count >= 0 { rest.removeFirst(count) } else if errno != EINTR { problem = SystemError() }
    }
  }
}
