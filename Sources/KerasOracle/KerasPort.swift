public import CPython
public import Conformance
import Synchronization
import Wire

/// Real Keras, in this process, as a port.
///
/// It runs this package's own Python runner, `adamw_vectors`, which made the vectors. A process has one Keras
/// with one backend, which all its ports share.
public struct KerasPort: Port, Sendable {
  private static let module = "adamw_vectors.keras_port"

  /// Held while a case runs: Python's own lock goes to other threads in the middle of a call.
  private static let turn = Mutex(())

  private static let answered = Mutex(Throughput())

  private let client: PortClient
  private let python: Python

  /// Starts real Keras, which takes seconds the first time.
  ///
  /// - Parameters:
  ///   - found: A Python that has Keras and the backend.
  ///   - repository: The directory of this package, which has the Python runner in `scripts`.
  ///   - backend: The backend.
  /// - Throws: A `SetupError` if Python does not start, a ``KerasPortError`` if this process has another
  ///   backend, or the `PythonException` with which Keras does not start.
  public init(_ found: Discovery.Found, repository: String, backend: KerasBackend = .tensorflow) throws {
    let python = try Python.start(found)
    let running: String = try python.withLock { python in
      try python.run("path.insert", in: "sys", .int(0), .string("\(repository)/scripts"))
      try python.run("choose", in: "adamw_vectors.environment", .string(backend.rawValue))
      try python.run("keep_off_standard_output", in: Self.module)
      return try python.call("backend", in: "keras.config")
    }
    if running != backend.rawValue { throw KerasPortError.anotherBackend(running, wanted: backend) }
    self.python = python
    client = PortClient { line in
      try Self.turn.withLock { _ in
        try python.withLock { try $0.call("answer", in: Self.module, .string(line)) }
      }
    }
  }

  public func describe() async throws -> PortDescription { try await client.describe() }

  public func run(_ testCase: Case, trace: Bool) async throws -> PortReply {
    let start = ContinuousClock.now
    let reply = try await client.run(testCase, trace: trace)
    Self.answered.withLock {
      $0.cases += 1
      $0.total += .now - start
    }
    return reply
  }

  /// What the ports of this process have answered so far. Cases that wait for each other count as slow.
  public func throughput() throws -> Throughput {
    let nanoseconds: Int = try python.withLock { try $0.call("nanoseconds_in_keras", in: Self.module) }
    var throughput = Self.answered.withLock(\.self)
    throughput.inKeras = .nanoseconds(nanoseconds)
    return throughput
  }
}

/// Why real Keras cannot be a port of this process.
public enum KerasPortError: Error, Hashable, CustomStringConvertible {
  /// Keras has another backend, which it keeps.
  case anotherBackend(String, wanted: KerasBackend)
  /// The Python side of the port is not where this package has it.
  case runnerMissing(searched: [String])

  public var description: String {
    switch self {
    case .anotherBackend(let running, let wanted):
      "Keras has the backend \(running) in this process, and keeps it: start another process for \(wanted)."
    case .runnerMissing(let searched):
      """
      The Python that runs Keras, scripts/adamw_vectors of this package, is neither in nor above \
      \(searched.joined(separator: ", nor ")); run the command within the package.
      """
    }
  }
}
