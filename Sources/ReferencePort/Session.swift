import Conformance
import KerasOptimizers

/// One optimizer with the variables of one case.
final class Session {
  private let optimizer: AdamW
  private let variables: [KerasOptimizers.Variable]
  private let recorder: TraceRecorder?
  private let callableRate: CallableRate

  init(_ testCase: Case, trace: Bool) throws(OptimizerError) {
    callableRate = CallableRate()
    optimizer = try AdamW(testCase.arguments, callableRate: callableRate)
    variables = testCase.variables.map { variable in
      let own = KerasOptimizers.Variable(
        zerosOf: variable.shape, dtype: variable.dtype.scalar, name: variable.name)
      own.assign(variable.data)
      return own
    }
    recorder = trace ? TraceRecorder(variables: variables) : nil
    optimizer.observer = recorder
    if let exclusion = testCase.exclusion {
      if let unknown = exclusion.variables.first(where: { !variables.indices.contains($0) }) {
        throw refusal("var_list", "a list of the variables' indices, which \(unknown) is not")
      }
      try optimizer.excludeFromWeightDecay(
        variables: exclusion.variables.map { variables[$0] }, names: exclusion.variableNames)
    }
    optimizer.build(variables)
    if let state = testCase.initialState { try restore(state) }
  }

  func play(_ event: Event, at index: Int) throws(OptimizerError) {
    switch event {
    case .apply(let gradients):
      recorder?.begin(event: index)
      try optimizer.apply(gradients.map { $0.gradient })
    case .learningRate(let rate):
      if callableRate.isUsed {
        callableRate.value = rate
      } else {
        try optimizer.setLearningRate(.constant(rate))
      }
    case .finalize:
      try optimizer.finalizeVariableValues()
    case .applyReplicas, .checkpoint:
      preconditionFailure("A case with this event is answered as unsupported.")
    }
  }

  var values: [Tensor] { variables.map { Tensor($0.block) } }

  var trace: [TraceEntry]? { recorder?.entries }

  var state: State {
    var state = State(iterations: optimizer.applyCount)
    if optimizer.learningRateIsVariable {
      state.learningRate = Tensor(.float32, bits: [optimizer.learningRate.bitPattern])
    }
    for slot in Slot.allCases {
      let own = variables.map { optimizer.slot(slot, of: $0) }
      guard own.contains(where: { $0 != nil }), let name = State.Slot(rawValue: slot.rawValue)
      else { continue }
      state.slots[name] = own.map { $0.map { Tensor($0.block) } }
    }
    return state
  }

  private func restore(_ state: State) throws(OptimizerError) {
    if let iterations = state.iterations {
      if iterations < 0 { throw refusal("iterations", "0 or more, not \(iterations)") }
      optimizer.setApplyCount(iterations)
    }
    if let rate = state.learningRate?.values.first { try optimizer.setLearningRate(.constant(rate)) }
    for (name, tensors) in state.slots {
      guard let slot = Slot(rawValue: name.rawValue) else { continue }
      for (variable, tensor) in zip(variables, tensors) {
        guard let tensor else { continue }
        guard let own = optimizer.slot(slot, of: variable), tensor.count == own.count else {
          throw refusal(name.rawValue, "a slot that the optimizer has, with the variable's elements")
        }
        own.assign(tensor)
      }
    }
  }
}

/// The number that a case's callable learning rate returns until an event sets another.
final class CallableRate {
  var value: Double?
  var isUsed: Bool { value != nil }
}
