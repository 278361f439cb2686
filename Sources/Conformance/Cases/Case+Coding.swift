/// Variables and a script that cases of one file share.
package struct Inputs: Decodable, Sendable {
  package let variables: [Variable]
  package let script: [Event]

  private enum CodingKeys: String, CodingKey, CaseIterable { case variables, script }

  package init(from decoder: any Decoder) throws {
    let fields = try Fields<CodingKeys>(of: decoder)
    variables = try fields.decode([Variable].self, forKey: .variables)
    script = try fields.script(.script, of: variables)
  }
}

extension Case {
  private enum CodingKeys: String, CodingKey, CaseIterable {
    case id, rules, optimizer, arguments, variables, script, inputs, note, keras, expect
    case exclusion = "exclude_from_weight_decay"
    case lossScaleOptimizer = "loss_scale_optimizer"
    case initialState = "initial_state"
  }

  /// The fields of a case that a port is sent: without those that only a vector file has.
  private enum RequestKeys: String, CodingKey, CaseIterable {
    case id, rules, optimizer, arguments, variables, script
    case exclusion = "exclude_from_weight_decay"
    case lossScaleOptimizer = "loss_scale_optimizer"
    case initialState = "initial_state"
  }

  /// Reads a case of a vector file with these shared inputs.
  package init(from decoder: any Decoder, inputs: [String: Inputs]) throws {
    let fields = try Fields<CodingKeys>(of: decoder)
    let id = try fields.decode(String.self, forKey: .id)
    let shared = try fields.decodeIfPresent(String.self, forKey: .inputs)
    let variables: [Variable]
    let script: [Event]
    if let shared {
      guard let known = inputs[shared] else {
        throw DecodingError.malformed(
          fields.codingPath + [CodingKeys.inputs],
          "the file has no inputs named '\(shared)'"
        )
      }
      for key in [CodingKeys.variables, .script] where fields.contains(key) {
        throw DecodingError.malformed(fields.codingPath + [key], "given beside 'inputs', which has it too")
      }
      (variables, script) = (known.variables, known.script)
    } else {
      variables = try fields.decode([Variable].self, forKey: .variables)
      script = try fields.script(.script, of: variables)
    }

    self.init(
      id: id,
      rules: (try fields.decodeIfPresent([String].self, forKey: .rules) ?? []).map { Rule($0) },
      optimizer: try fields.decodeIfPresent(OptimizerClass.self, forKey: .optimizer) ?? .adamW,
      arguments: try fields.decodeIfPresent(Arguments.self, forKey: .arguments) ?? Arguments(),
      exclusion: try fields.decodeIfPresent(Exclusion.self, forKey: .exclusion),
      lossScaleOptimizer: try fields.decodeIfPresent(LossScaleOptimizer.self, forKey: .lossScaleOptimizer),
      variables: variables,
      initialState: try fields.stateIfPresent(.initialState, of: variables),
      script: script,
      note: try fields.decodeIfPresent(String.self, forKey: .note),
      keras: try fields.decodeIfPresent(KerasVersions.self, forKey: .keras),
      expectation: try !fields.contains(.expect)
        ? nil
        : Expectation(from: fields.decoder(forKey: .expect), variables: variables, script: script)
    )
    try checkConsistency(at: fields.codingPath)
  }

  /// Reads a case of a request, which has no field that only a vector file has.
  package init(fromRequest decoder: any Decoder) throws {
    _ = try Fields<RequestKeys>(of: decoder)
    try self.init(from: decoder, inputs: [:])
  }

  /// Writes what a port is sent.
  package func encodeRequest(to encoder: any Encoder, as encoding: TensorEncoding) throws {
    var fields = encoder.container(keyedBy: RequestKeys.self)
    try fields.encode(id, forKey: .id)
    try fields.encode(rules.map(\.id), forKey: .rules)
    if optimizer != .adamW { try fields.encode(optimizer, forKey: .optimizer) }
    try fields.encode(arguments, forKey: .arguments)
    try fields.encodeIfPresent(exclusion, forKey: .exclusion)
    try fields.encodeIfPresent(lossScaleOptimizer, forKey: .lossScaleOptimizer)
    var list = fields.nestedUnkeyedContainer(forKey: .variables)
    for variable in variables { try variable.encode(to: list.superEncoder(), as: encoding) }
    try initialState?.encode(to: fields.superEncoder(forKey: .initialState), as: encoding)
    var events = fields.nestedUnkeyedContainer(forKey: .script)
    for event in script {
      try event.encode(to: events.superEncoder(), variables: variables, as: encoding)
    }
  }

  /// Throws unless exclusions name variables that exist, and each tensor that belongs to a variable has as
  /// many elements as the variable.
  private func checkConsistency(at path: [any CodingKey]) throws {
    func check(_ tensors: [Tensor?], at place: @autoclosure () -> String) throws {
      guard tensors.count == variables.count else {
        throw DecodingError.malformed(
          path + [AnyKey(stringValue: place())],
          "\(tensors.count) tensors for \(variables.count) variables"
        )
      }
      for (index, (tensor, variable)) in zip(tensors, variables).enumerated() {
        guard let tensor, tensor.count != variable.count else { continue }
        throw DecodingError.malformed(
          path + [AnyKey(stringValue: place()), AnyKey(intValue: index)],
          "\(tensor.count) elements, but the variable has \(variable.count)"
        )
      }
    }
    func check(_ state: State?, at place: String) throws {
      for (slot, tensors) in state?.slots ?? [:] { try check(tensors, at: "\(place).slots.\(slot.rawValue)") }
    }
    for index in exclusion?.variables ?? [] where !variables.indices.contains(index) {
      throw DecodingError.malformed(
        path + [CodingKeys.exclusion, AnyKey(stringValue: "variables")],
        "\(index), but the case has \(variables.count) variables"
      )
    }
    try check(initialState, at: "initial_state")
    if case .values(let values) = expectation {
      for (index, step) in values.steps.enumerated() {
        try check(step.variables, at: "expect.steps[\(index)].variables")
      }
      try check(values.state, at: "expect.state")
    }
  }
}

extension Fields {
  /// A script on these variables.
  fileprivate func script(_ key: Key, of variables: [Variable]) throws -> [Event] {
    var list = try self.list(forKey: key)
    var script: [Event] = []
    while !list.isAtEnd { script.append(try Event(from: list.superDecoder(), variables: variables)) }
    return script
  }
}
