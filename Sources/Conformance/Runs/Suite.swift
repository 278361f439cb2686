import Synchronization

/// The cases of a set of vectors, or those that a filter chooses, to be run on ports.
public struct Suite: Sendable {
  /// The number of cases without an answer after which no more are run.
  public static let faultLimit = 20

  public let vectors: VectorSet
  /// The filter; nil for all cases.
  public let filter: Filter?
  /// The part of the chosen cases that is to be run; nil for all of them.
  public let shard: Shard?

  private struct Item {
    let file: String
    let testCase: Case
  }
  private let items: [Item]

  /// The suite of the vectors that a filter chooses.
  ///
  /// - Throws: ``SuiteError/nothingMatches(_:)`` if that is none.
  public init(vectors: VectorSet, filter: Filter? = nil, shard: Shard? = nil) throws(SuiteError) {
    self.vectors = vectors
    self.filter = filter
    self.shard = shard
    let chosen = vectors.files.flatMap { file in
      file.cases.compactMap { testCase in
        filter?.matches(testCase) ?? true ? Item(file: file.name, testCase: testCase) : nil
      }
    }
    if let filter, chosen.isEmpty { throw .nothingMatches(filter.pattern) }
    items = chosen.indices.filter { shard?.contains($0) ?? true }.map { chosen[$0] }
  }

  public var count: Int { items.count }

  /// The cases, in the order of the vectors.
  public var cases: [Case] { items.map(\.testCase) }

  /// Runs every case once and judges the answer.
  ///
  /// The results stand in the order of the vectors, whatever the number of workers.
  ///
  /// A port that leaves too many cases without an answer is not asked for the rest.
  ///
  /// - Parameters:
  ///   - workers: The number of ports among which the cases are divided.
  ///   - budget: How far from the expected bits a value may be.
  ///   - makePort: Makes one of the ports.
  ///   - progress: Called before each case with the number of cases already given out.
  /// - Returns: The results.
  /// - Throws: A ``SuiteError`` if a port cannot even describe itself, ports describe themselves differently, this
  ///   machine cannot run them, or cases were left out.
  public func run(
    workers: Int = 1,
    budget: Budget = .bits,
    makePort: @escaping @Sendable () async throws -> any Port,
    progress: (@Sendable (Int) -> Void)? = nil
  ) async throws -> SuiteResult {
    let queue = Queue(count: items.count)
    let clock = ContinuousClock()
    let start = clock.now
    let shares = try await withThrowingTaskGroup(of: SuiteWorker.Share.self) { group in
      for _ in 0..<max(1, min(workers, items.count)) {
        group.addTask { try await work(on: queue, budget: budget, makePort: makePort, progress: progress) }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    if Set(shares.map(\.description)).count > 1 {
      throw SuiteError.inconsistentPort
    }
    let results = shares.flatMap(\.results).sorted { $0.index < $1.index }.map(\.result)
    guard results.count == items.count || queue.isClosed, let port = shares.first?.description else {
      throw SuiteError.incomplete(executed: results.count, selected: items.count)
    }
    return SuiteResult(
      port: port,
      manifest: vectors.manifest,
      filter: filter,
      shard: shard,
      budget: budget,
      results: results,
      notRun: items.count - results.count,
      endFaults: shares.compactMap(\.endFault),
      duration: clock.now - start
    )
  }

  private func work(
    on queue: Queue,
    budget: Budget,
    makePort: @Sendable () async throws -> any Port,
    progress: (@Sendable (Int) -> Void)?
  ) async throws -> SuiteWorker.Share {
    var worker = try await SuiteWorker(budget: budget, makePort: makePort)
    while !Task.isCancelled, let index = queue.next() {
      progress?(index)
      let faults = worker.share.faults
      try await worker.run(items[index].testCase, of: items[index].file, index: index)
      queue.count(faults: worker.share.faults - faults)
    }
    await worker.finish()
    return worker.share
  }
}

/// Gives out the numbers of the cases, each once, until too many were left without an answer.
private final class Queue: Sendable {
  private let count: Int
  private let state = Mutex((given: 0, faults: 0))

  init(count: Int) { self.count = count }

  var isClosed: Bool { state.withLock { $0.faults >= Suite.faultLimit } }

  func count(faults: Int) { state.withLock { $0.faults += faults } }

  func next() -> Int? {
    state.withLock { state in
      guard state.given < count, state.faults < Suite.faultLimit else { return nil }
      defer { state.given += 1 }
      return state.given
    }
  }
}
