public import Conformance
import ExactJSON

/// Speaks the protocol for a port: reads requests, one a line, and writes one line for each.
public struct PortServer {
  private let port: any Port

  public init(port: any Port) { self.port = port }

  /// Answers requests until one says stop, or there are no more.
  ///
  /// What a request has that the protocol does not is refused, and so is what is no request at all: with an
  /// error of the category `internal` that names the field.
  ///
  /// - Parameters:
  ///   - readLine: Gives the next line without its end, or nil after the last.
  ///   - writeLine: Writes a line and its end, and sees that it leaves.
  /// - Throws: What the two throw, and what the port throws when asked to describe itself.
  public func serve(
    readLine: () throws -> String?,
    writeLine: (String) throws -> Void
  ) async throws {
    let description = try await port.describe()
    var hasStarted = false
    while let line = try readLine() {
      let reply: Reply
      do throws(JSONError) {
        let request = try Request(line: line)
        reply = await answer(to: request, description: description, hasStarted: hasStarted)
      } catch {
        reply = .error(sequence: JSONLine.sequence(in: line), error.refusal)
      }
      if case .start = reply { hasStarted = true }
      try writeLine(try reply.line(as: description.encoding))
      if case .stop = reply { return }
    }
  }

  private func answer(to request: Request, description: PortDescription, hasStarted: Bool) async -> Reply {
    switch request {
    case .start(Request.protocolVersion):
      return .start(description, protocol: Request.protocolVersion)
    case .start(let version):
      let message = "protocol \(version) is not known here; this port speaks \(Request.protocolVersion)"
      return .error(sequence: nil, Refusal(.internal, argument: "protocol", message: message))
    case .run(let sequence, let testCase, let trace):
      guard hasStarted else {
        let message = "the first request must be 'start'"
        return .error(sequence: sequence, Refusal(.internal, argument: "request", message: message))
      }
      if let missing = description.missing(for: testCase) { return .unsupported(sequence: sequence, missing) }
      return await run(testCase, sequence: sequence, trace: trace)
    case .stop:
      return .stop
    }
  }

  private func run(_ testCase: Case, sequence: Int, trace: Bool) async -> Reply {
    do {
      return switch try await port.run(testCase, trace: trace) {
      case .observation(let observation): .run(sequence: sequence, observation, for: testCase)
      case .refused(let refusal): .error(sequence: sequence, refusal)
      case .unsupported(let unsupported): .unsupported(sequence: sequence, unsupported)
      }
    } catch {
      return .error(sequence: sequence, Refusal(.internal, message: "\(error)"))
    }
  }
}

extension JSONError {
  /// The error as the protocol's answer to a request that makes no sense.
  fileprivate var refusal: Refusal {
    let field = field
    return field.isEmpty
      ? Refusal(.internal, message: "the request is not a JSON object of the protocol: \(reason)")
      : Refusal(.internal, argument: field, message: "\(field): \(reason)")
  }
}
