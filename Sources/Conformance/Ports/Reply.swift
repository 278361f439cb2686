/// What a port answers to a ``Request``.
package enum Reply {
  /// What the port is and has.
  case start(PortDescription, protocol: Int)
  /// What a case led to.
  case run(sequence: Int, Observation, for: Case)
  /// That a case, or what the runner asked, must be refused. Without a number if the request had none.
  case error(sequence: Int?, Refusal)
  /// That the port lacks what a case needs.
  case unsupported(sequence: Int, Unsupported)
  /// That the port ends.
  case stop
}

extension Reply: Codable {
  private enum Kind: String, Codable { case start, run, error, unsupported, stop }

  private enum KindKeys: String, CodingKey { case reply }
  private enum StartKeys: String, CodingKey, CaseIterable {
    case reply, `protocol`, name, version, language, dtypes, features, encoding
  }
  private enum RunKeys: String, CodingKey, CaseIterable {
    case reply, steps, state, trace
    case sequence = "seq"
  }
  private enum ErrorKeys: String, CodingKey, CaseIterable {
    case reply, category, argument, message
    case sequence = "seq"
  }
  private enum UnsupportedKeys: String, CodingKey, CaseIterable {
    case reply, feature, reason, issue
    case sequence = "seq"
  }
  private enum StopKeys: String, CodingKey, CaseIterable { case reply }

  package init(from decoder: any Decoder) throws {
    switch try decoder.container(keyedBy: KindKeys.self).decode(Kind.self, forKey: .reply) {
    case .start:
      let fields = try Fields<StartKeys>(of: decoder)
      let dtypes = try fields.decodeIfPresent([String].self, forKey: .dtypes)
      var description = PortDescription(
        name: try fields.decode(String.self, forKey: .name),
        version: try fields.decode(String.self, forKey: .version),
        language: try fields.decode(String.self, forKey: .language),
        dtypes: dtypes?.compactMap(DType.init(rawValue:)),
        features: try fields.decodeIfPresent([Feature].self, forKey: .features),
        encoding: try fields.decodeIfPresent(TensorEncoding.self, forKey: .encoding) ?? .hexadecimal
      )
      description.unknownDTypes = dtypes?.filter { DType(rawValue: $0) == nil } ?? []
      self = .start(description, protocol: try fields.decode(Int.self, forKey: .protocol))
    case .run:
      guard let testCase = decoder.answeredCase else {
        throw DecodingError.malformed(decoder.codingPath, "a 'run' reply where no case was asked for")
      }
      let fields = try Fields<RunKeys>(of: decoder)
      let variables = testCase.variables
      let observation = Observation(
        steps: try fields.steps(.steps, of: variables),
        state: try fields.stateIfPresent(.state, of: variables),
        trace: try fields.traceIfPresent(.trace, of: variables, script: testCase.script)
      )
      self = .run(sequence: try fields.decode(Int.self, forKey: .sequence), observation, for: testCase)
    case .error:
      let fields = try Fields<ErrorKeys>(of: decoder)
      let refusal = Refusal(
        try fields.decode(Refusal.Category.self, forKey: .category),
        argument: try fields.decodeIfPresent(String.self, forKey: .argument),
        message: try fields.decodeIfPresent(String.self, forKey: .message)
      )
      self = .error(sequence: try fields.decodeIfPresent(Int.self, forKey: .sequence), refusal)
    case .unsupported:
      let fields = try Fields<UnsupportedKeys>(of: decoder)
      let unsupported = Unsupported(
        feature: try fields.decode(String.self, forKey: .feature),
        reason: try fields.decodeIfPresent(String.self, forKey: .reason),
        issue: try fields.decodeIfPresent(String.self, forKey: .issue)
      )
      self = .unsupported(sequence: try fields.decode(Int.self, forKey: .sequence), unsupported)
    case .stop:
      _ = try Fields<StopKeys>(of: decoder)
      self = .stop
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var kind = encoder.container(keyedBy: KindKeys.self)
    switch self {
    case .start(let description, let version):
      try kind.encode(Kind.start, forKey: .reply)
      var fields = encoder.container(keyedBy: StartKeys.self)
      try fields.encode(version, forKey: .protocol)
      try fields.encode(description.name, forKey: .name)
      try fields.encode(description.version, forKey: .version)
      try fields.encode(description.language, forKey: .language)
      try fields.encodeIfPresent(description.dtypes, forKey: .dtypes)
      try fields.encodeIfPresent(description.features, forKey: .features)
      try fields.encode(description.encoding, forKey: .encoding)
    case .run(let sequence, let observation, let testCase):
      try kind.encode(Kind.run, forKey: .reply)
      let encoding = encoder.tensorEncoding
      var fields = encoder.container(keyedBy: RunKeys.self)
      try fields.encode(sequence, forKey: .sequence)
      try fields.encode(steps: observation.steps, forKey: .steps, as: encoding)
      try observation.state?.encode(to: fields.superEncoder(forKey: .state), as: encoding)
      if let trace = observation.trace {
        var list = fields.nestedUnkeyedContainer(forKey: .trace)
        for entry in trace { try entry.encode(to: list.superEncoder(), of: testCase, as: encoding) }
      }
    case .error(let sequence, let refusal):
      try kind.encode(Kind.error, forKey: .reply)
      var fields = encoder.container(keyedBy: ErrorKeys.self)
      try fields.encodeIfPresent(sequence, forKey: .sequence)
      try fields.encode(refusal.category, forKey: .category)
      try fields.encodeIfPresent(refusal.argument, forKey: .argument)
      try fields.encodeIfPresent(refusal.message, forKey: .message)
    case .unsupported(let sequence, let unsupported):
      try kind.encode(Kind.unsupported, forKey: .reply)
      var fields = encoder.container(keyedBy: UnsupportedKeys.self)
      try fields.encode(sequence, forKey: .sequence)
      try fields.encode(unsupported.feature, forKey: .feature)
      try fields.encodeIfPresent(unsupported.reason, forKey: .reason)
      try fields.encodeIfPresent(unsupported.issue, forKey: .issue)
    case .stop:
      try kind.encode(Kind.stop, forKey: .reply)
    }
  }
}
