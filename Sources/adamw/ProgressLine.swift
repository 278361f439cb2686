import Conformance
import Synchronization

/// The line on a terminal that says how far a long run is.
final class ProgressLine: Sendable {
  private static let patience = Duration.seconds(2)
  private static let interval = Duration.milliseconds(100)

  private let total: Int?
  private let first: ContinuousClock.Instant
  private let next: Mutex<ContinuousClock.Instant>

  /// The line of a command that started then; without a total it may go on for any number of cases.
  init(total: Int?, since start: ContinuousClock.Instant) {
    self.total = total
    first = start + Self.patience
    next = Mutex(first)
  }

  /// Shows the number of cases that have begun, if it is time to.
  func show(begun: Int) { show(total.map { "\(begun) of \($0) cases" } ?? "\(begun) cases") }

  /// Shows a text, if it is time to.
  func show(_ text: @autoclosure () -> String) {
    guard System.errorsCanBeOverwritten else { return }
    next.withLock { next in
      let now = ContinuousClock.now
      guard now >= next else { return }
      System.writeErrors("\r\(text())\u{1b}[K")
      next = now + Self.interval
    }
  }

  /// Shows what is done, and how long already, while it is done.
  func during<Result: Sendable>(_ what: String, _ body: @Sendable () -> Result) -> Result {
    let start = ContinuousClock.now
    let ticking = Task {
      while true {
        try await Task.sleep(for: Self.interval)
        show("\(what), \((ContinuousClock.now - start).tenths) s")
      }
    }
    defer {
      ticking.cancel()
      clear()
    }
    return body()
  }

  func clear() {
    next.withLock { next in
      if next > first { System.writeErrors("\r\u{1b}[K") }
    }
  }
}
