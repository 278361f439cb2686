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

  @Test func aThreadKeepsItsStateAndGivesItBackAtItsEnd() async {
    await #expect(processExitsWith: .success) { try observeThreadStates() }
  }
}

/// Extension modules remember the state of the thread that imported them, and use it later.
private func observeThreadStates() throws {
  let python = try Live.start()
  @Sendable func ask(_ function: String) throws -> Int {
    try python.withLock { try $0.call(function, in: fixture) }
  }
  let before = try ask("thread_state_count")
  let states = Mutex<[[Int]]>([])
  // In turns: a state that is dropped would leave its place to the other's.
  let turns = (0..<5).map { _ in DispatchSemaphore(value: 0) }
  let threads = (0..<2).map { number in
    Thread {
      var own: [Int] = []
      for turn in [number, number + 2] {
        turns[turn].wait()
        if let state = try? ask("thread_state") { own.append(state) }
        turns[turn + 1].signal()
      }
      states.withLock { $0.append(own) }
    }
  }
  threads.forEach { $0.start() }
  turns[0].signal()
  while threads.contains(where: { !$0.isFinished }) { Thread.sleep(forTimeInterval: 0.001) }
  let found = states.withLock(\.self)
  #expect(found.allSatisfy { $0.count == 2 && $0[0] == $0[1] })
  #expect(Set(found.map(\.first)).count == 2)
  // The end of a thread comes a little later than its work.
  for _ in 0..<1000 where try ask("thread_state_count") > before { Thread.sleep(forTimeInterval: 0.001) }
  #expect(try ask("thread_state_count") == before)
}
