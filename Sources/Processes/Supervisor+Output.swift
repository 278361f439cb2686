extension Supervisor {
  /// What a program printed.
  public struct Output: Sendable {
    /// Its standard output.
    public let text: String
    /// The end of its standard error.
    public let log: String
  }

  /// How long a program that has closed its output may take to end.
  private static let grace = Duration.milliseconds(500)

  /// Runs a program until it has ended or closed its output, or has said more than enough. With it ends whatever it has
  /// started and left behind.
  ///
  /// - Returns: What it printed; nil if time ran out first.
  public func output(
    of program: Program,
    within limit: Duration,
    upTo bytes: Int = 1 << 20
  ) throws(StartError) -> Output? {
    let deadline = ContinuousClock.now + limit
    let child = try start(program)
    defer { child.terminate() }
    var channel = Channel(to: child)
    while channel.received.count < bytes {
      if channel.wait(until: deadline) { break }
      guard ContinuousClock.now < deadline else { return nil }
    }
    _ = child.waitForEnd(until: min(deadline, .now + Self.grace))
    channel.readLog()
    return Output(text: String(decoding: channel.received, as: UTF8.self), log: channel.log.end)
  }
}
