@testable import CPython
import Foundation
import Synchronization
import Testing

private let fixture = "bridge_fixture"

/// Python from several threads.
@Suite(.enabled(if: Live.isWanted, "\(Live.reason)"))
struct ThreadTests {
  let python: Python

  init() throws { python = try Live.start() }

  @Test func tasks() async throws {
    let sum = try await withThrowingTaskGroup(of: Int.self) { group in
      for task in 0..<16 {
        group.addTask {
          var sum = 0
          for call in 0..<200 {
            sum += try python.withLock { try $0.call("count", in: fixture, .int(2 * (task + call))) }
            await Task.yield()
          }
          return sum
        }
      }
      return try await group.reduce(0, +)
    }
    let tasks = (0..<16).reduce(0, +) * 200
    let calls = (0..<200).reduce(0, +) * 16
    #expect(sum == tasks + calls)
  }

  @Test func threadsOfTheSystem() throws {
    let identities = Mutex<Set<Int>>([])
    let problems = Mutex<[any Error]>([])
    let threads = (0..<8).map { _ in
      Thread {
        do {
          for _ in 0..<50 {
            let identity: Int = try python.withLock { try $0.call("thread_identity", in: fixture) }
            identities.withLock { _ = $0.insert(identity) }
            _ = try python.withLock { try $0.call("count", in: fixture, .int(1000)) as Int }
          }
        } catch {
          problems.withLock { $0.append(error) }
        }
      }
    }
    threads.forEach { $0.start() }
    while threads.contains(where: { !$0.isFinished }) { Thread.sleep(forTimeInterval: 0.001) }
    #expect(problems.withLock { $0.isEmpty })
    #expect(identities.withLock { $0.count } > 1)
  }
}
