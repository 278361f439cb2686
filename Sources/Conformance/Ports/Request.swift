/// What a runner asks of a port.
package enum Request {
  /// The version of the protocol that this package speaks.
  package static let protocolVersion = 1

  /// To introduce itself.
  case start(protocol: Int)
  /// To run a case.
  case run(sequence: Int, Case, trace: Bool)
  /// To end.
  case stop
}

extension Request: Codable {
  private enum Kind: String, Codable { case start, run, stop }

  private enum KindKeys: String, CodingKey { case request }
  private enum StartKeys: String, CodingKey, CaseIterable { case request, `protocol` }
  private enum StopKeys: String, CodingKey, CaseIterable { case request }
  private enum RunKeys: String, CodingKey, CaseIterable {
    case request, trace
    case sequence = "seq"
    case testCase = "case"
  }

  package init(from decoder: any Decoder) throws {
    switch try decoder.container(keyedBy: KindKeys.self).decode(Kind.self, forKey: .request) {
    case .start:
      let fields = try Fields<StartKeys>(of: decoder)
      self = .start(protocol: try fields.decode(Int.self, forKey: .protocol))
    case .run:
      let fields = try Fields<RunKeys>(of: decoder)
      self = .run(
        sequence: try fields.decode(Int.self, forKey: .sequence),
        try Case(fromRequest: fields.decoder(forKey: .testCase)),
        trace: try fields.decodeIfPresent(Bool.self, forKey: .trace) ?? false
      )
    case .stop:
      _ = try Fields<StopKeys>(of: decoder)
      self = .stop
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var kind = encoder.container(keyedBy: KindKeys.self)
    switch self {
    case .start(let version):
      try kind.encode(Kind.start, forKey: .request)
      var fields = encoder.container(keyedBy: StartKeys.self)
      try fields.encode(version, forKey: .protocol)
    case .run(let sequence, let testCase, let trace):
      try kind.encode(Kind.run, forKey: .request)
      var fields = encoder.container(keyedBy: RunKeys.self)
      try fields.encode(sequence, forKey: .sequence)
      try testCase.encodeRequest(to: fields.superEncoder(forKey: .testCase), as: encoder.tensorEncoding)
      try fields.encode(trace, forKey: .trace)
    case .stop:
      try kind.encode(Kind.stop, forKey: .request)
    }
  }
}
