extension Expectation {
  private enum CodingKeys: String, CodingKey, CaseIterable { case steps, kept, state, trace, error }

  /// Reads what a case with these variables and this script must lead to.
  package init(from decoder: any Decoder, variables: [Variable], script: [Event]) throws {
    let fields = try Fields<CodingKeys>(of: decoder)
    if fields.contains(.error) {
      guard fields.allKeys.count == 1 else {
        throw DecodingError.malformed(decoder.codingPath, "values beside an error")
      }
      self = .refusal(try Refusal(from: fields.decoder(forKey: .error)))
      return
    }
    let events = try fields.decodeIfPresent([Int].self, forKey: .kept) ?? Array(script.indices)
    let steps = try fields.steps(.steps, of: variables)
    guard steps.count == events.count else {
      throw DecodingError.malformed(
        fields.codingPath + [CodingKeys.steps],
        "\(steps.count) steps, where there must be \(events.count)"
      )
    }
    guard zip(events, events.dropFirst()).allSatisfy(<), events.allSatisfy(script.indices.contains) else {
      throw DecodingError.malformed(
        fields.codingPath + [CodingKeys.kept],
        "not indices of the \(script.count) events in ascending order"
      )
    }
    self = .values(
      ExpectedValues(
        steps: zip(events, steps).map { ExpectedValues.Step(event: $0, variables: $1) },
        state: try fields.stateIfPresent(.state, of: variables),
        trace: try fields.traceIfPresent(.trace, of: variables, script: script)
      )
    )
  }
}

extension Expectation {
  /// Writes what a case must lead to, as a file has it.
  package func encode(to encoder: any Encoder, of testCase: Case) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .refusal(let refusal):
      // In a file there are no words, which differ between versions.
      try fields.encode(Refusal(refusal.category, argument: refusal.argument), forKey: .error)
    case .values(let values):
      try fields.encode(steps: values.steps.map(\.variables), forKey: .steps, as: .hexadecimal)
      let events = values.steps.map(\.event)
      if events != Array(testCase.script.indices) { try fields.encode(events, forKey: .kept) }
      try values.state?.encode(to: fields.superEncoder(forKey: .state), as: .hexadecimal)
      guard let trace = values.trace else { return }
      var list = fields.nestedUnkeyedContainer(forKey: .trace)
      for entry in trace { try entry.encode(to: list.superEncoder(), of: testCase, as: .hexadecimal) }
    }
  }
}

private enum StepKeys: String, CodingKey, CaseIterable { case variables }

extension Fields {
  /// The variables after each of several events.
  package func steps(_ key: Key, of variables: [Variable]) throws -> [[Tensor]] {
    var list = try self.list(forKey: key)
    var steps: [[Tensor]] = []
    while !list.isAtEnd {
      steps.append(
        try Fields<StepKeys>(of: list.superDecoder()).tensors(.variables, of: variables)
      )
    }
    return steps
  }

  package func stateIfPresent(_ key: Key, of variables: [Variable]) throws -> State? {
    guard contains(key), try !decodeNil(forKey: key) else { return nil }
    return try State(from: decoder(forKey: key), variables: variables)
  }

  package func traceIfPresent(_ key: Key, of variables: [Variable], script: [Event]) throws -> [TraceEntry]? {
    guard contains(key), try !decodeNil(forKey: key) else { return nil }
    var list = try self.list(forKey: key)
    var entries: [TraceEntry] = []
    while !list.isAtEnd {
      entries.append(try TraceEntry(from: list.superDecoder(), variables: variables, script: script))
    }
    return entries
  }
}

extension KeyedEncodingContainer {
  package mutating func encode(steps: [[Tensor]], forKey key: Key, as encoding: TensorEncoding) throws {
    var list = nestedUnkeyedContainer(forKey: key)
    for variables in steps {
      var step = list.nestedContainer(keyedBy: StepKeys.self)
      try step.encode(variables.map { $0.wire(encoding) }, forKey: .variables)
    }
  }
}
