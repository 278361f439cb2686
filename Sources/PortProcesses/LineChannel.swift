import Processes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Lines to and from a port's program, none of which is waited for without an end.
struct LineChannel {
  /// The number of bytes that an answer may have.
  private static let lineLimit = 64 << 20
  /// How long a program that has closed a pipe may take to end.
  private static let grace = Duration.milliseconds(500)

  private var channel: Channel
  private var child: ChildProcess { channel.child }

  init(to child: ChildProcess, copyingLogTo logCopy: (@Sendable (ArraySlice<UInt8>) -> Void)?) {
    channel = Channel(to: child, copyingLogTo: logCopy)
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
        defer { channel.received.removeFirst(end + 1) }
        return String(decoding: channel.received[..<end], as: UTF8.self)
      }
      if pending.isEmpty { scanned = channel.received.count }
      guard ContinuousClock.now < deadline else { throw silence(limit) }
      let isAll = channel.wait(until: deadline, toWrite: !pending.isEmpty)
      try requireLimit()
      if pending.isEmpty, lineEnd(from: scanned) != nil { continue }
      if isAll { throw end(until: deadline) }
      try write(&pending, until: deadline)
    }
  }

  /// Waits for the program's end, while what it still writes is read; nil if that does not come in time.
  ///
  /// Throws if it writes one more line.
  mutating func waitForEnd(within limit: Duration) throws(PortFault.Reason) -> ProcessEnd? {
    let deadline = ContinuousClock.now + limit
    while true {
      let hasEnded = child.hasEnded
      _ = channel.wait(until: hasEnded ? .now : deadline)
      try requireLimit()
      try requireNothingMore()
      if hasEnded { return child.terminate() }
      guard ContinuousClock.now < deadline else { return nil }
    }
  }

  /// Throws if the program has done something since its last line, for which nothing had been asked.
  mutating func requireSilence() throws(PortFault.Reason) {
    let hasEnded = child.hasEnded
    channel.readOutput()
    try requireNothingMore()
    if hasEnded { throw .endedUnasked(child.terminate()) }
  }

  /// Throws if more was read than the line that was waited for.
  func requireNothingMore() throws(PortFault.Reason) {
    guard channel.received.isEmpty else { throw .unasked(line: text(of: channel.received[...])) }
  }

  /// Closes the program's standard input.
  func closeInput() { child.closeInput() }

  /// Kills the program with its children; gives its log.
  mutating func terminate() -> ProgramLog {
    child.terminate()
    channel.readLog()
    return channel.log
  }

  // MARK: Reading and writing

  private func requireLimit() throws(PortFault.Reason) {
    guard channel.received.count <= Self.lineLimit else { throw .tooLong(bytes: Self.lineLimit) }
  }

  private mutating func write(
    _ pending: inout ArraySlice<UInt8>,
    until deadline: ContinuousClock.Instant
  ) throws(PortFault.Reason) {
    do throws(SystemError) {
      try channel.write(&pending)
    } catch {
      throw child.waitForEnd(until: min(deadline, .now + Self.grace)).map { .ended($0) } ?? .closedInput
    }
  }

  /// Where the first line ends that is not over before `start`.
  private func lineEnd(from start: Int) -> Int? {
    channel.received.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, start < bytes.count,
        let end = memchr(base + start, CInt(UInt8(ascii: "\n")), bytes.count - start)
      else { return nil }
      return base.distance(to: UnsafeRawPointer(end))
    }
  }

  // MARK: What went wrong

  private func silence(_ limit: Duration) -> PortFault.Reason {
    channel.received.isEmpty ? .silent(limit) : .silentInLine(limit, line: text(of: channel.received[...]))
  }

  private func end(until deadline: ContinuousClock.Instant) -> PortFault.Reason {
    guard let end = child.waitForEnd(until: min(deadline, .now + Self.grace)) else { return .closedOutput }
    return channel.received.isEmpty ? .ended(end) : .endedInLine(end, line: text(of: channel.received[...]))
  }

  private func text(of bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.prefix(1000), as: UTF8.self)
  }
}
