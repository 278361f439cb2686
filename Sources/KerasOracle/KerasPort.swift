public import CPython
public import Conformance
import Synchronization
import Wire

/// Real Keras, in this process, as a port.
///
/// It runs this package's own Python runner, `scripts.keras`, which made the vectors. A process has one Keras
/// with one backend, which all its ports share.
public struct KerasPort: Port, Sendable {
  private static let module = "scripts.keras.port"

  /// Held while a case runs: Python's own lock goes to other threads in the middle of a call.
  private static let turn = Mutex(())

  private static let answered = Mutex(Throughput())

  private let client: PortClient
  private let python: Python

  /// Starts real Keras, which takes seconds the first time.
  ///
  /// - Parameters:
  ///   - found: A Python that has Keras and the backend.
  ///   - repository: The directory of this package, which has the Python runner, `scripts.keras`.
  ///   - backend: The backend.
  ///   - profile: Where the steps run; ports of one process may differ in this.
  /// - Throws: A ``KerasPortError`` if Python or Keras does not start, or this process has another backend.
  public init(
    _ found: Discovery.Found,
    repository: String,
    backend: KerasBackend = .tensorflow,
    profile: Profile = .eager
  ) throws(KerasPortError) {
    let python: Python
    do throws(SetupError) { python = try Python.start(found) } catch { throw .noPython(error) }
    let running = try Self.load(backend, from: repository, in: python)
    if running != backend.rawValue { throw KerasPortError.anotherBackend(running, wanted: backend) }
    self.python = python
    client = PortClient { line in
      try Self.turn.withLock { _ in
        try python.withLock {
          try $0.call("answer", in: Self.module, .string(line), .string(profile.rawValue))
        }
      }
    }
  }

  /// Loads Keras and the Python side of the port; gives the name of the backend that Keras has.
  private static func load(
    _ backend: KerasBackend,
    from repository: String,
    in python: Python
  ) throws(KerasPortError) -> String {
    do throws(PythonException) {
      return try python.withLock { (python) throws(PythonException) in
        try python.run("path.insert", in: "sys", .int(0), .string(repository))
        try python.run("choose", in: "scripts.keras.environment", .string(backend.rawValue))
        try python.run("keep_off_standard_output", in: module)
        return try python.call("backend", in: "keras.config")
      }
    } catch {
      throw .notStarted(error)
    }
  }

  public func describe() async throws -> PortDescription {
    try await blamingKeras { try await client.describe() }
  }

  public func run(_ testCase: Case, trace: Bool) async throws -> PortReply {
    let start = ContinuousClock.now
    let reply = try await blamingKeras { try await client.run(testCase, trace: trace) }
    Self.answered.withLock {
      $0.cases += 1
      $0.total += .now - start
    }
    return reply
  }

  /// What the ports of this process have answered so far. Cases that wait for each other count as slow.
  public func throughput() throws(KerasPortError) -> Throughput {
    var throughput = Self.answered.withLock(\.self)
    do throws(PythonException) {
      let nanoseconds: Int = try python.withLock { (python) throws(PythonException) in
        try python.call("nanoseconds_in_keras", in: Self.module)
      }
      throughput.inKeras = .nanoseconds(nanoseconds)
    } catch {
      throw .raised(error)
    }
    return throughput
  }

  /// Does something over the line to Keras, whose errors are then Keras'.
  private func blamingKeras<Answer>(_ body: () async throws -> Answer) async throws -> Answer {
    do {
      return try await body()
    } catch let error as PythonException {
      throw KerasPortError.raised(error)
    } catch let error as PortClientError {
      throw KerasPortError.misunderstood(error)
    }
  }
}
