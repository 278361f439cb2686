import Conformance
import PlainAdamW

/// The optimizer as the suite sees it: a case goes in, the values after each event come out.
struct PlainAdamWPort: Port {
  func describe() -> PortDescription {
    PortDescription(
      name: "plain-adamw",
      version: "1.0",
      language: "Swift",
      dtypes: [.float32],
      features: [
        .amsgrad, .clipnorm, .clipvalue, .globalClipnorm, .ema, .lossScaleFactor, .gradientAccumulation,
        .excludeFromWeightDecay, .finalize, .missingGradients, .initialState, .state, .optimizer("Adam"),
        .flushSubnormals,
      ]
    )
  }

  func run(_ testCase: Case, trace: Bool) throws -> PortReply {
    var optimizer = try PlainAdamW(testCase)
    var steps: [[Tensor]] = []
    for event in testCase.script {
      switch event {
      case .apply(let gradients): try optimizer.apply(gradients.map(\.floats))
      case .finalize: optimizer.finalize()
      default: return .unsupported(Unsupported(feature: "\(event)"))
      }
      steps.append(optimizer.variables.map { Tensor($0.value) })
    }
    return .observation(Observation(steps: steps, state: State(of: optimizer)))
  }
}

extension PlainAdamW {
  init(_ testCase: Case) throws {
    let a = testCase.arguments
    var arguments = Arguments()
    if case .number(let rate) = a.learningRate { arguments.learningRate = rate }
    arguments.weightDecay = a.weightDecay
    if testCase.optimizer == .adam, a.given[.weightDecay] == nil { arguments.weightDecay = nil }
    arguments.beta1 = a.beta1?.value ?? arguments.beta1
    arguments.beta2 = a.beta2?.value ?? arguments.beta2
    arguments.epsilon = a.epsilon ?? arguments.epsilon
    arguments.amsgrad = a.amsgrad
    arguments.clipnorm = a.clipnorm
    arguments.clipvalue = a.clipvalue
    arguments.globalClipnorm = a.globalClipnorm
    arguments.useEMA = a.useEMA
    arguments.emaMomentum = a.emaMomentum ?? arguments.emaMomentum
    arguments.emaOverwriteFrequency = a.emaOverwriteFrequency.map { Int($0) }
    arguments.lossScaleFactor = a.lossScaleFactor
    arguments.gradientAccumulationSteps = a.gradientAccumulationSteps.map { Int($0) }

    let excluded = testCase.exclusion ?? Exclusion()
    let patterns = try excluded.variableNames.map { try Regex($0) }
    let variables = testCase.variables.enumerated().map { index, variable in
      let name = "\(variable.name):0"
      let decays = !excluded.variables.contains(index) && !patterns.contains { name.contains($0) }
      return Variable(variable.data.floats, decays: decays)
    }
    self.init(arguments, variables: variables)

    guard let state = testCase.initialState else { return }
    iterations = state.iterations ?? 0
    learningRate = state.learningRate?.floats[0] ?? learningRate
    for slot in Slot.allCases {
      for (index, tensor) in (state.slots[slot.name] ?? []).enumerated() {
        self.variables[index][keyPath: slot.path] = tensor?.floats ?? []
      }
    }
  }
}

extension PlainAdamW.Slot {
  /// The suite's name of the slot.
  fileprivate var name: State.Slot {
    switch self {
    case .momentum: .momentum
    case .velocity: .velocity
    case .velocityHat: .velocityHat
    case .average: .average
    case .gradientAccumulator: .gradientAccumulator
    }
  }
}

extension State {
  init(of optimizer: PlainAdamW) {
    self.init(iterations: optimizer.iterations, learningRate: Tensor([optimizer.learningRate]))
    for slot in PlainAdamW.Slot.allCases where slot.exists(with: optimizer.arguments) {
      slots[slot.name] = optimizer.variables.map { Tensor($0[keyPath: slot.path]) }
    }
  }
}

extension Gradient {
  /// The elements; nil for a gradient that is missing. Rows are not among the features.
  var floats: [Float]? {
    if case .dense(let tensor) = self { tensor.floats } else { nil }
  }
}

extension Tensor {
  init(_ floats: [Float]) { self.init(.float32, bits: floats.map(\.bitPattern)) }

  var floats: [Float] { words(as: UInt32.self).map(Float.init(bitPattern:)) }
}
