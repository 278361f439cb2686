import Conformance
import KerasOptimizers
import OptimizerFiles

/// One optimizer with the variables of one case.
final class Session {
  private var optimizer: Adam
  private var lossScaleOptimizer: KerasOptimizers.LossScaleOptimizer?
  private let exclusion: Exclusion?
  private let variables: [KerasOptimizers.Variable]
  private let recorder: TraceRecorder?
  private let callableRate: CallableRate
  private let profile: KerasOptimizers.Profile

  /// The optimizer is made from the file, if there is one, in place of the case's arguments and initial state.
  init(
    _ testCase: Case, in profile: Conformance.Profile, from file: OptimizerFile? = nil, trace: Bool
  ) throws(OptimizerError) {
    callableRate = CallableRate()
    self.profile = KerasOptimizers.Profile(profile)
    let optimizer = try makeOptimizer(testCase, in: self.profile, callableRate: callableRate)
    self.optimizer = optimizer
    lossScaleOptimizer = testCase.lossScaleOptimizer.map {
      KerasOptimizers.LossScaleOptimizer(
        optimizer, initialScale: $0.initialScale ?? 32768, dynamicGrowthSteps: $0.dynamicGrowthSteps ?? 2000)
    }
    exclusion = testCase.exclusion
    variables = try testCase.variables.map(KerasOptimizers.Variable.init)
    recorder = trace ? TraceRecorder(variables: variables) : nil
    if let file {
      try resume(from: file)
    } else {
      try setUp()
      if let state = testCase.initialState { try restore(state) }
    }
  }

  func play(_ event: Event, at index: Int) throws(OptimizerError) {
    switch event {
    case .apply(let gradients):
      recorder?.begin(event: index)
      try whole.apply(gradients.map { $0.gradient })
    case .learningRate(let rate):
      if callableRate.isUsed {
        callableRate.value = rate
      } else {
        try optimizer.setLearningRate(.constant(rate))
      }
    case .finalize:
      try optimizer.finalizeVariableValues()
    case .applyReplicas(let replicas):
      recorder?.begin(event: index)
      let replicas = replicas.map { $0.map { $0.gradient } }
      if let lossScaleOptimizer {
        try lossScaleOptimizer.apply(replicas: replicas)
      } else {
        try optimizer.apply(replicas: replicas)
      }
    case .checkpoint: try checkpoint()
    }
  }

  /// The optimizer with what is wrapped around it.
  private var whole: any Optimizer { lossScaleOptimizer.map { $0 as any Optimizer } ?? optimizer }

  /// Makes a new optimizer ready for the variables.
  private func setUp() throws(OptimizerError) {
    optimizer.observer = recorder
    if let exclusion {
      if let unknown = exclusion.variables.first(where: { !variables.indices.contains($0) }) {
        throw refusal("var_list", "a list of the variables' indices, which \(unknown) is not")
      }
      try optimizer.excludeFromWeightDecay(
        variables: exclusion.variables.map { variables[$0] }, names: exclusion.variableNames)
    }
    whole.build(variables)
  }

  /// Writes a file of the optimizer and goes on with a new one made from what the file says
  /// (rule R-CHECKPOINT-1).
  private func checkpoint() throws(OptimizerError) {
    try resume(from: file.writtenAndRead())
  }

  /// What a file of the optimizer holds now.
  var file: OptimizerFile {
    get throws(OptimizerError) { try OptimizerFile(whole) }
  }

  private func resume(from file: OptimizerFile) throws(OptimizerError) {
    let restored = try file.configuration.makeOptimizer(in: profile)
    lossScaleOptimizer = restored as? KerasOptimizers.LossScaleOptimizer
    guard let inner = lossScaleOptimizer?.inner ?? restored as? Adam else {
      throw refusal("class_name", "Adam, AdamW or LossScaleOptimizer")
    }
    optimizer = inner
    try setUp()
    try restored.load(file.variables)
  }

  var values: [Tensor] { variables.map { Tensor($0.block) } }

  var trace: [TraceEntry]? { recorder?.entries }

  var state: State {
    var state = State(iterations: optimizer.applyCount)
    if let lossScaleOptimizer {
      state.lossScale = Tensor(.float32, bits: [lossScaleOptimizer.lossScale.bitPattern])
      state.stepCounter = lossScaleOptimizer.stepCounter
    }
    if optimizer.learningRateIsVariable {
      state.learningRate = Tensor(.float32, bits: [optimizer.learningRate.bitPattern])
    }
    for slot in Slot.allCases {
      guard optimizer.keeps(slot), let name = State.Slot(rawValue: slot.rawValue) else { continue }
      state.slots[name] = variables.map { optimizer.slot(slot, of: $0).map { Tensor($0.block) } }
    }
    return state
  }

  private func check(_ count: Int, _ name: String) throws(OptimizerError) {
    if !(0...(1 << 62)).contains(count) { throw refusal(name, "0 to 2^62, not \(count)") }
  }

  private func restore(_ state: State) throws(OptimizerError) {
    if let iterations = state.iterations {
      try check(iterations, "iterations")
      optimizer.setApplyCount(iterations)
    }
    if let rate = state.learningRate?.values.first { try optimizer.setLearningRate(.constant(rate)) }
    if let lossScaleOptimizer {
      let counter = state.stepCounter ?? 0
      try check(counter, "step_counter")
      let scale = state.lossScale?.values.first.map { Float($0) }
      lossScaleOptimizer.restore(lossScale: scale ?? lossScaleOptimizer.lossScale, stepCounter: counter)
    }
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

extension OptimizerFile {
  fileprivate func writtenAndRead() throws(OptimizerError) -> OptimizerFile {
    do {
      return try OptimizerFile(encoded())
    } catch {
      throw OptimizerError(category: .invalidState, argument: "checkpoint", message: error.message)
    }
  }
}

extension Adam {
  /// Whether there is a slot of this kind, at least for variables that are not overwritten with their gradients.
  fileprivate func keeps(_ slot: Slot) -> Bool {
    switch slot {
    case .momentum, .velocity: true
    case .velocityHat: arguments.amsgrad
    case .average: arguments.useEMA
    case .gradientAccumulator: (arguments.gradientAccumulationSteps ?? 0) > 0
    }
  }
}

extension KerasOptimizers.Profile {
  fileprivate init(_ profile: Conformance.Profile) {
    self =
      switch profile {
      case .eager: .eager
      case .graph: .graph
      }
  }
}
