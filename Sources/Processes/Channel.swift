#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The bytes to and from a child, none of which is waited for without an end.
///
/// Whenever it waits, it also reads what the program writes to standard error, so that no program stands still over its
/// log, and keeps the log's beginning and end.
public struct Channel {
  /// How often it is looked whether a program has ended whose children hold its output open.
  private static let pulse = Duration.milliseconds(50)
  /// The same, where no output can tell of the end.
  private static let quickPulse = Duration.milliseconds(1)

  /// The program at the other end.
  public let child: ChildProcess
  /// What it wrote to standard output, and nobody has taken away.
  public var received: [UInt8] = []

  /// The log, as far as it was read.
  public private(set) var log = ProgramLog()

  private let logCopy: (@Sendable (ArraySlice<UInt8>) -> Void)?
  private var isOutputOpen = true
  private var isLogOpen = true
  private var chunk = [UInt8](repeating: 0, count: 1 << 16)

  /// The channel to a child.
  ///
  /// - Parameters:
  ///   - child: The child.
  ///   - logCopy: What is given all of the log, as it is read.
  public init(to child: ChildProcess, copyingLogTo logCopy: (@Sendable (ArraySlice<UInt8>) -> Void)? = nil) {
    self.child = child
    self.logCopy = logCopy
  }

  /// Waits for something to be read, or for room for what is to be written, and reads: not beyond the deadline, and
  /// seldom as long.
  ///
  /// - Returns: Whether all is read that will ever come: the output is closed, or the program has ended.
  public mutating func wait(until deadline: ContinuousClock.Instant, toWrite: Bool = false) -> Bool {
    // Asked before it is read: what a program that has ended had written is then there.
    let hasEnded = child.hasEnded
    poll(for: hasEnded ? .zero : min(deadline - .now, isOutputOpen ? Self.pulse : Self.quickPulse), toWrite)
    readLog()
    readOutput()
    return hasEnded || !isOutputOpen
  }

  /// Reads what there is of the output.
  public mutating func readOutput() {
    // Not for ever, where a program writes faster than anybody could read.
    for _ in 0..<64 where isOutputOpen {
      let count = read(from: child.output)
      if count < 0 { return }
      if count == 0 { isOutputOpen = false }
      received += chunk[..<count]
    }
  }

  /// Reads what there is of the log.
  public mutating func readLog() {
    for _ in 0..<16 where isLogOpen {
      let count = read(from: child.errors)
      if count < 0 { return }
      if count == 0 { isLogOpen = false }
      log.append(chunk[..<count])
      if count > 0 { logCopy?(chunk[..<count]) }
    }
  }

  /// Writes as much as there is room for, and takes it away from what is pending.
  ///
  /// - Throws: The system's refusal, if the program does not read any more.
  public func write(_ pending: inout ArraySlice<UInt8>) throws(SystemError) {
    while !pending.isEmpty {
      guard let input = child.input else { throw SystemError(number: EBADF) }
      let count = pending.withUnsafeBytes { bytes in
        #if canImport(Glibc)
          Glibc.write(input, bytes.baseAddress, bytes.count)
        #elseif canImport(Musl)
          Musl.write(input, bytes.baseAddress, bytes.count)
        #else
          Darwin.write(input, bytes.baseAddress, bytes.count)
        #endif
      }
      if count >= 0 {
        pending.removeFirst(count)
      } else if errno == EAGAIN {
        return
      } else if errno != EINTR {
        throw SystemError()
      }
    }
  }

  private func poll(for duration: Duration, _ toWrite: Bool) {
    // A pipe that is closed is always ready; with a negative number it is not asked.
    var descriptors = [
      pollfd(fd: isOutputOpen ? child.output : -1, events: Int16(POLLIN), revents: 0),
      pollfd(fd: isLogOpen ? child.errors : -1, events: Int16(POLLIN), revents: 0),
      pollfd(fd: toWrite ? child.input ?? -1 : -1, events: Int16(POLLOUT), revents: 0),
    ]
    let milliseconds = CInt(max(0, duration / .milliseconds(1)).rounded(.up))
    #if canImport(Glibc)
      _ = Glibc.poll(&descriptors, nfds_t(descriptors.count), milliseconds)
    #elseif canImport(Musl)
      _ = Musl.poll(&descriptors, nfds_t(descriptors.count), milliseconds)
    #else
      _ = Darwin.poll(&descriptors, nfds_t(descriptors.count), milliseconds)
    #endif
  }

  /// The number of bytes that were read: 0 at the end, negative if there is nothing now.
  private mutating func read(from descriptor: CInt) -> Int {
    while true {
      #if canImport(Glibc)
        let count = Glibc.read(descriptor, &chunk, chunk.count)
      #elseif canImport(Musl)
        let count = Musl.read(descriptor, &chunk, chunk.count)
      #else
        let count = Darwin.read(descriptor, &chunk, chunk.count)
      #endif
      if count >= 0 || errno != EINTR { return count }
    }
  }
}
