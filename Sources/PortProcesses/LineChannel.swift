import Conformance

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Lines to and from a program, none of which is waited for without an end.
///
/// While it waits it reads what the program writes to standard error, so that no program stands still over its
/// log, and keeps the log's end.
struct LineChannel {
  /// The number of bytes that an answer may have.
  private static let lineLimit = 64 << 20
  /// The number of bytes of the log that are kept.
  private static let logLimit = 4096
  /// How often it is looked whether a program has ended whose children hold its output open.
  private static let pulse = Duration.milliseconds(50)
  /// How long a program that has closed a pipe may take to end.
  private static let grace = Duration.milliseconds(500)

  private let child: ChildProcess
  private var received: [UInt8] = []
  private var log: [UInt8] = []
  private var chunk = [UInt8](repeating: 0, count: 1 << 16)

  init(to child: ChildProcess) { self.child = child }

  /// The end of the log.
  var logText: String { String(decoding: log.suffix(Self.logLimit), as: UTF8.self) }

  /// Sends a line, and waits for one.
  mutating func exchange(_ line: String, within limit: Duration) throws(PortFault.Reason) -> String {
    try nextLine(within: limit, sending: Array("\(line)\n".utf8)[...])
  }

  /// Waits for a line, not long if not told otherwise, while bytes are sent.
  mutating func nextLine(
    within limit: Duration = grace,
    sending bytes: ArraySlice<UInt8> = []
  ) throws(PortFault.Reason) -> String {
    let deadline = ContinuousClock.now + limit
    var pending = bytes
    var scanned = 0
    while true {
      if pending.isEmpty, let end = lineEnd(from: scanned) {
        defer { received.removeFirst(end + 1) }
        return String(decoding: received[..<end], as: UTF8.self)
      }
      if pending.isEmpty { scanned = received.count }
      let now = ContinuousClock.now
      guard now < deadline else { throw silence(limit) }
      let mayHaveEnded = child.hasEnded
      try wait(min(deadline - now, mayHaveEnded ? .zero : Self.pulse), isWriting: !pending.isEmpty)
      readLog()
      let isOpen = try read(from: child.output)
      if pending.isEmpty, lineEnd(from: scanned) != nil { continue }
      if !isOpen || mayHaveEnded { throw end(until: deadline) }
      try write(&pending, until: deadline)
    }
  }

  /// Waits for the program's end, while what it still writes is read; nil if that does not come in time.
  ///
  /// Throws if it writes one more line.
  mutating func waitForEnd(within limit: Duration) throws(PortFault.Reason) -> ProcessEnd? {
    let deadline = ContinuousClock.now + limit
    var hasEnded = child.hasEnded
    while true {
      readLog()
      let isOpen = try read(from: child.output)
      try requireNothingMore()
      if hasEnded { return child.terminate() }
      let now = ContinuousClock.now
      guard now < deadline else { return nil }
      try wait(min(deadline - now, Self.pulse), isWriting: false)
      // An output that is closed is always ready.
      if !isOpen { usleep(1000) }
      hasEnded = child.hasEnded
    }
  }

  /// Throws if the program has done something since its last line, for which nothing had been asked.
  mutating func requireSilence() throws(PortFault.Reason) {
    let hasEnded = child.hasEnded
    _ = try read(from: child.output)
    try requireNothingMore()
    if hasEnded { throw .endedUnasked(child.terminate()) }
  }

  /// Throws if more was read than the line that was waited for.
  func requireNothingMore() throws(PortFault.Reason) {
    guard received.isEmpty else { throw .unasked(line: text(of: received[...])) }
  }

  /// Reads what there is of the log, of a program that has ended.
  mutating func readLog() {
    for _ in 0..<16 {
      let count = Self.read(child.errors, into: &chunk)
      if count <= 0 { return }
      log += chunk[..<count]
      if log.count > 2 * Self.logLimit { log.removeFirst(log.count - Self.logLimit) }
    }
  }

  // MARK: Reading and writing

  private func wait(_ duration: Duration, isWriting: Bool) throws(PortFault.Reason) {
    var descriptors = [
      pollfd(fd: child.output, events: Int16(POLLIN), revents: 0),
      pollfd(fd: child.errors, events: Int16(POLLIN), revents: 0),
    ]
    if isWriting { descriptors.append(pollfd(fd: child.input, events: Int16(POLLOUT), revents: 0)) }
    let milliseconds = duration / .milliseconds(1)
    _ = poll(&descriptors, nfds_t(descriptors.count), CInt(milliseconds.rounded(.up)))
    // A log that is closed is always ready: without a pause it would be asked again and again.
    if descriptors[1].revents & Int16(POLLIN) == 0, descriptors[1].revents != 0,
      descriptors[0].revents == 0
    {
      usleep(1000)
    }
  }

  /// Reads what there is of the output.
  ///
  /// - Returns: Whether there may be more.
  private mutating func read(from descriptor: CInt) throws(PortFault.Reason) -> Bool {
    for _ in 0..<64 {
      let count = Self.read(descriptor, into: &chunk)
      if count == 0 { return false }
      if count < 0 { return true }
      received += chunk[..<count]
      guard received.count <= Self.lineLimit else { throw .tooLong(bytes: Self.lineLimit) }
    }
    return true
  }

  /// The number of bytes that were read: 0 at the end, negative if there is nothing now.
  private static func read(_ descriptor: CInt, into chunk: inout [UInt8]) -> Int {
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

  private func write(
    _ pending: inout ArraySlice<UInt8>,
    until deadline: ContinuousClock.Instant
  ) throws(PortFault.Reason) {
    while !pending.isEmpty {
      let count = pending.withUnsafeBytes { bytes in
        #if canImport(Glibc)
          Glibc.write(child.input, bytes.baseAddress, bytes.count)
        #elseif canImport(Musl)
          Musl.write(child.input, bytes.baseAddress, bytes.count)
        #else
          Darwin.write(child.input, bytes.baseAddress, bytes.count)
        #endif
      }
      if count >= 0 {
        pending.removeFirst(count)
      } else if errno == EAGAIN {
        return
      } else if errno != EINTR {
        throw child.waitForEnd(until: min(deadline, .now + Self.grace)).map { .ended($0) } ?? .closedInput
      }
    }
  }

  /// Where the first line ends that is not over before `start`.
  private func lineEnd(from start: Int) -> Int? {
    received.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, start < bytes.count,
        let end = memchr(base + start, CInt(UInt8(ascii: "\n")), bytes.count - start)
      else { return nil }
      return base.distance(to: UnsafeRawPointer(end))
    }
  }

  // MARK: What went wrong

  private func silence(_ limit: Duration) -> PortFault.Reason {
    received.isEmpty ? .silent(limit) : .silentInLine(limit, line: text(of: received[...]))
  }

  private func end(until deadline: ContinuousClock.Instant) -> PortFault.Reason {
    guard let end = child.waitForEnd(until: min(deadline, .now + Self.grace)) else { return .closedOutput }
    return received.isEmpty ? .ended(end) : .endedInLine(end, line: text(of: received[...]))
  }

  private func text(of bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.prefix(1000), as: UTF8.self)
  }
}
