public import Conformance
import Wire

/// The requests of a whole run, for ports that read them from a file.
public struct Requests {
  /// The lines, from `start` to `stop`.
  public let lines: [String]

  /// The requests to run these cases, each with its number.
  public init(for cases: [(sequence: Int, testCase: Case)], as encoding: TensorEncoding) throws {
    let runs = cases.map { Request.run(sequence: $0.sequence, $0.testCase, trace: $0.testCase.hasTrace) }
    lines = try ([.start(protocol: Request.protocolVersion)] + runs + [.stop]).map {
      try $0.line(as: encoding)
    }
  }
}
