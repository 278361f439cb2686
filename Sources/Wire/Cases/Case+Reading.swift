package import Conformance
package import ExactJSON

extension Case {
  enum Key: String, JSONKey {
    case id, rules, optimizer, arguments, variables, script, inputs, note, keras, expect
    case exclusion = "exclude_from_weight_decay"
    case lossScaleOptimizer = "loss_scale_optimizer"
    case initialState = "initial_state"

    static let names = JSONNames<Self>()
  }

  /// The fields of a case that a port is sent: without those that only a vector file has.
  private enum RequestKey: String, JSONKey {
    case id, rules, optimizer, arguments, variables, script
    case exclusion = "exclude_from_weight_decay"
    case lossScaleOptimizer = "loss_scale_optimizer"
    case initialState = "initial_state"

    static let names = JSONNames<Self>()
  }

  /// Reads a case of a vector file with these shared inputs.
  package init(from json: inout JSONReader, inputs: [String: Inputs]) throws(JSONError) {
    var parts = Parts()
    try json.object { (json, key: Key) throws(JSONError) in try parts.read(key, from: &json) }
    self = try parts.testCase(from: &json, inputs: inputs)
  }

  /// Reads a case of a request, which has no field that only a vector file has.
  init(fromRequest json: inout JSONReader) throws(JSONError) {
    var parts = Parts()
    try json.object { (json, key: RequestKey) throws(JSONError) in
      if let key = Key(rawValue: key.rawValue) { try parts.read(key, from: &json) }
    }
    self = try parts.testCase(from: &json, inputs: [:])
  }
}

/// The fields of a case, of which some cannot be read before the variables are known.
private struct Parts {
  private var testCase = Case(id: "", variables: [], script: [])
  private var id: String?
  private var variables: [Variable]?
  private var inputs: String?
  private var script: JSONReader.Place?
  private var initialState: JSONReader.Place?
  private var expectation: JSONReader.Place?

  mutating func read(_ key: Case.Key, from json: inout JSONReader) throws(JSONError) {
    switch key {
    case .id: id = try json.string()
    case .variables: variables = try json.array(Variable.init(from:))
    case .script: script = try json.passOver()
    case .expect: expectation = try json.passOver()
    case _ where try json.takeNull(): break
    case .initialState: initialState = try json.passOver()
    case .inputs: inputs = try json.string()
    case .rules: testCase.rules = try json.strings().map { Rule($0) }
    case .optimizer: testCase.optimizer = try json.choice()
    case .arguments: testCase.arguments = try Arguments(from: &json)
    case .note: testCase.note = try json.string()
    case .keras: testCase.keras = try KerasVersions(from: &json)
    case .exclusion: testCase.exclusion = try Exclusion(from: &json)
    case .lossScaleOptimizer: testCase.lossScaleOptimizer = try LossScaleOptimizer(from: &json)
    }
  }

  consuming func testCase(
    from json: inout JSONReader, inputs shared: [String: Inputs]
  ) throws(JSONError) -> Case {
    guard let id else { throw .missing("id") }
    let inputs = try inputs(from: &json, shared: shared)
    testCase.id = id
    testCase.variables = inputs.variables
    testCase.script = inputs.script
    if let initialState {
      testCase.initialState = try json.read(initialState, in: "initial_state") { (json) throws(JSONError) in
        try State(from: &json, of: inputs.variables)
      }
    }
    if let expectation {
      testCase.expectation = try json.read(expectation, in: "expect") { (json) throws(JSONError) in
        try Expectation(from: &json, variables: inputs.variables, script: inputs.script)
      }
    }
    try testCase.checkConsistency()
    return testCase
  }

  private func inputs(
    from json: inout JSONReader, shared: [String: Inputs]
  ) throws(JSONError) -> Inputs {
    guard let inputs else { return try Inputs(variables: variables, script: script, from: &json) }
    guard let known = shared[inputs] else {
      throw .malformed("the file has no inputs named '\(inputs)'", at: .name("inputs"))
    }
    for (field, isThere) in [("variables", variables != nil), ("script", script != nil)] where isThere {
      throw .malformed("given beside 'inputs', which has it too", at: .name(field))
    }
    return known
  }
}

extension Case {
  /// Throws unless exclusions name variables that exist, and each tensor that belongs to a variable has as many
  /// elements as the variable.
  func checkConsistency() throws(JSONError) {
    for index in exclusion?.variables ?? [] where !variables.indices.contains(index) {
      throw .malformed(
        "\(index), but the case has \(variables.count) variables",
        at: .name(Key.exclusion.rawValue), .name("variables"))
    }
    try check(initialState, at: [.name("initial_state")])
    guard case .values(let values) = expectation else { return }
    for (index, step) in values.steps.enumerated() {
      try check(step.variables, at: [.name("expect"), .name("steps"), .index(index), .name("variables")])
    }
    try check(values.state, at: [.name("expect"), .name("state")])
  }

  private func check(_ state: State?, at path: [JSONError.Step]) throws(JSONError) {
    for (slot, tensors) in state?.slots ?? [:] {
      try check(tensors, at: path + [.name("slots"), .name(slot.rawValue)])
    }
  }

  private func check(
    _ tensors: [Tensor?], at path: @autoclosure () -> [JSONError.Step]
  ) throws(JSONError) {
    guard tensors.count == variables.count else {
      throw JSONError(.value("\(tensors.count) tensors for \(variables.count) variables"), at: path())
    }
    for (index, (tensor, variable)) in zip(tensors, variables).enumerated() {
      guard let tensor, tensor.count != variable.count else { continue }
      throw JSONError(
        .value("\(tensor.count) elements, but the variable has \(variable.count)"),
        at: path() + [.index(index)])
    }
  }
}
