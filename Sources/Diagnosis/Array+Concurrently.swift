import Dispatch
import Synchronization

extension Array where Element: Sendable {
  /// What becomes of each element, in order, on all processors.
  func concurrentlyCompactMapped<Result: Sendable>(
    _ transform: @Sendable (Element) -> Result?
  ) -> [Result] {
    let share = 4
    let results = Mutex<[Int: [Result]]>([:])
    DispatchQueue.concurrentPerform(iterations: (count + share - 1) / share) { index in
      let own = self[index * share..<Swift.min((index + 1) * share, count)].compactMap(transform)
      results.withLock { $0[index] = own }
    }
    return results.withLock { results in results.keys.sorted().flatMap { results[$0] ?? [] } }
  }
}
