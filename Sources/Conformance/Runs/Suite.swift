import Synchronization

/// The cases of a set of vectors, or those that a filter chooses, to be run on ports.
public struct Suite: Sendable {
  /// The vectors.
  public let vectors: VectorSet
  /// The filter; nil for all cases.
  public let filter: Filter?

  private struct Item {
    let file: String
    let testCase: Case
  }
  private let items: [Item]

  /// The suite of the vectors that a filter chooses.
  ///
  /// - Throws: ``SuiteError/nothingMatches(_:)`` if that is none.
  public init(vectors: VectorSet, filter: Filter? = nil) throws(SuiteError) {
    self.vectors = vectors
    self.filter = filter
    items = vectors.files.flatMap { file in
      file.cases.compactMap { testCase in
        filter?.matches(testCase) ?? true ? Item(file: file.name, testCase: testCase) : nil
      }
    }
    if let filter, items.isEmpty { throw .nothingMatches(filter.pattern) }
  }

  /// The number of cases.
  public var count: Int { items.count }

  /// Runs every case once and judges the answer.
  ///
  /// The results stand in the order of the vectors, whatever the number of workers.
  ///
  /// - Parameters:
  ///   - workers: The number of ports among which the cases are divided.
  ///   - makePort: Makes one of the ports.
  ///   - progress: Called before each case with the number of cases already given out.
  /// - Returns: The results.
  /// - Throws: A ``SuiteError`` if a port cannot even describe itself, or cases were left out.
  public func run(
    workers: Int = 1,
    makePort: @escaping @Sendable () async throws -> any Port,
    progress: (@Sendable (Int) -> Void)? = nil
  ) async throws -> SuiteResult {
    let queue = Queue(count: items.count)
    let clock = ContinuousClock()
    let start = clock.now
    let shares = try await withThrowingTaskGroup(of: Share.self) { group in
      for _ in 0..<max(1, min(workers, items.count)) {
        group.addTask { try await work(on: queue, makePort: makePort, progress: progress) }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    let results = shares.flatMap(\.results).sorted { $0.index < $1.index }.map(\.result)
    guard results.count == items.count, let port = shares.first?.port else {
      throw SuiteError.incomplete(executed: results.count, selected: items.count)
    }
    return SuiteResult(
      port: port,
      manifest: vectors.manifest,
      filter: filter,
      results: results,
      duration: clock.now - start
    )
  }

  /// What one worker did.
  private struct Share {
    let port: PortDescription
    let results: [(index: Int, result: CaseResult)]
  }

  private func work(
    on queue: Queue,
    makePort: @Sendable () async throws -> any Port,
    progress: (@Sendable (Int) -> Void)?
  ) async throws -> Share {
    let port: any Port
    let description: PortDescription
    do {
      port = try await makePort()
      description = try await port.describe()
    } catch {
      throw SuiteError.portUnusable("\(error)")
    }
    var results: [(index: Int, result: CaseResult)] = []
    while !Task.isCancelled, let index = queue.next() {
      progress?(index)
      let item = items[index]
      let judgement = await judge(item.testCase, on: port, description: description)
      results.append((index, CaseResult(file: item.file, testCase: item.testCase, judgement: judgement)))
    }
    return Share(port: description, results: results)
  }

  private func judge(
    _ testCase: Case,
    on port: any Port,
    description: PortDescription
  ) async -> Judgement {
    if let missing = description.missing(for: testCase) { return Judgement(verdict: .unsupported(missing)) }
    do {
      let reply = try await port.run(testCase, trace: testCase.hasTrace && description.has(.trace))
      return Judgement(of: reply, to: testCase, from: description)
    } catch {
      return Judgement(verdict: .failed(Divergence(.fault("\(error)"), quantity: "reply")))
    }
  }
}

/// Gives out the numbers of the cases, each once.
private final class Queue: Sendable {
  private let count: Int
  private let given = Mutex(0)

  init(count: Int) { self.count = count }

  func next() -> Int? {
    given.withLock { given in
      guard given < count else { return nil }
      defer { given += 1 }
      return given
    }
  }
}

extension Case {
  /// Whether intermediate quantities are expected.
  fileprivate var hasTrace: Bool {
    if case .values(let values) = expectation { values.trace != nil } else { false }
  }
}

extension PortDescription {
  fileprivate func has(_ feature: Feature) -> Bool { features?.contains(feature) ?? true }
}
