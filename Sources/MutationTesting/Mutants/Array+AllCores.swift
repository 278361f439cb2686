import Dispatch
import Synchronization

extension Array where Element: Sendable {
  /// What each element becomes, in order, computed on all cores; `progress` is told how many are done.
  func mappedOnAllCores<Result: Sendable>(
    progress: @Sendable (Int) -> Void, _ transform: @Sendable (Element) -> Result
  ) -> [Result] {
    let results = Mutex<(byPlace: [Result?], done: Int)>((Array<Result?>(repeating: nil, count: count), 0))
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: Swift.min(count, 64)) { _ in
      while true {
        let place = next.add(1, ordering: .relaxed).oldValue
        guard place < count else { return }
        let result = transform(self[place])
        let done = results.withLock { results in
          results.byPlace[place] = result
          results.done += 1
          return results.done
        }
        progress(done)
      }
    }
    return results.withLock { $0.byPlace.compactMap(\.self) }
  }
}
