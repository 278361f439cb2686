package import Conformance
package import ExactJSON

/// What a runner asks of a port.
package enum Request {
  /// The version of the protocol that this package speaks.
  package static let protocolVersion = 1

  /// To introduce itself, in a version of the protocol.
  case start(protocol: Int)
  case run(sequence: Int, Case, trace: Bool)
  case stop
}

extension Request {
  private enum Kind: String, CaseIterable { case start, run, stop }

  private enum StartKey: String, JSONKey {
    case request, `protocol`

    static let names = JSONNames<Self>()
  }

  private enum StopKey: String, JSONKey {
    case request

    static let names = JSONNames<Self>()
  }

  private enum RunKey: String, JSONKey {
    case request, trace
    case sequence = "seq"
    case testCase = "case"

    static let names = JSONNames<Self>()
  }

  /// Reads the request on a line.
  package init(line: String) throws(JSONError) {
    self = try JSONReader.read(line, Request.init(from:))
  }

  private init(from json: inout JSONReader) throws(JSONError) {
    switch try json.messageKind(in: "request") as Kind {
    case .start:
      var version: Int?
      try json.object { (json, key: StartKey) throws(JSONError) in
        switch key {
        case .request: try json.skip()
        case .protocol: version = try json.integer()
        }
      }
      guard let version else { throw .missing("protocol") }
      self = .start(protocol: version)
    case .run:
      var (sequence, testCase, trace): (Int?, Case?, Bool?)
      try json.object { (json, key: RunKey) throws(JSONError) in
        switch key {
        case .request: try json.skip()
        case .sequence: sequence = try json.integer()
        case .testCase: testCase = try Case(fromRequest: &json)
        case .trace: trace = try json.optional { (json) throws(JSONError) in try json.flag() }
        }
      }
      guard let sequence else { throw .missing("seq") }
      guard let testCase else { throw .missing("case") }
      self = .run(sequence: sequence, testCase, trace: trace ?? false)
    case .stop:
      try json.object { (json, _: StopKey) throws(JSONError) in try json.skip() }
      self = .stop
    }
  }

  /// The line of the request, without its end.
  ///
  /// - Parameters:
  ///   - encoding: How tensors are written.
  ///   - hasUnknownField: Whether the request has a field that the protocol does not have, for which it must be
  ///     refused.
  /// - Returns: The line.
  /// - Throws: An error for a number that JSON does not have.
  package func line(as encoding: TensorEncoding, withUnknownField hasUnknownField: Bool = false)
    throws(JSONError) -> String
  {
    try JSONWriter.text { json in
      json.object { json in
        switch self {
        case .start(let version):
          json.key(StartKey.protocol)
          json.integer(version)
        case .run(_, let testCase, _):
          json.key(RunKey.testCase)
          testCase.write(to: &json, as: encoding, isRequest: true)
        case .stop: break
        }
        if hasUnknownField {
          json.key("no_such_field")
          json.flag(true)
        }
        json.key(StopKey.request)
        json.string(kind.rawValue)
        if case .run(let sequence, _, let trace) = self {
          json.key(RunKey.sequence)
          json.integer(sequence)
          json.key(RunKey.trace)
          json.flag(trace)
        }
      }
    }
  }

  private var kind: Kind {
    switch self {
    case .start: .start
    case .run: .run
    case .stop: .stop
    }
  }
}
