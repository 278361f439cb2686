public import Conformance
import Wire

/// The requests of a run of random cases of every feature and type, with traces.
public struct RandomRequests: Sendable {
  private let count: Int
  private let generator: CaseGenerator

  /// The requests of so many cases.
  public init(count: Int, seed: UInt64) {
    self.count = count
    generator = CaseGenerator(seed: seed, for: [])
  }

  /// Writes the lines, from `start` to `stop`, one after the other: there may be more than memory holds.
  ///
  /// - Throws: What the encoder throws, and `write`.
  public func write(as encoding: TensorEncoding, to write: (String) throws -> Void) throws {
    try write(Request.start(protocol: Request.protocolVersion).line(as: encoding))
    for index in 0..<count {
      let request = Request.run(sequence: index + 1, generator.testCase(index), trace: true)
      try write(request.line(as: encoding))
    }
    try write(Request.stop.line(as: encoding))
  }
}
