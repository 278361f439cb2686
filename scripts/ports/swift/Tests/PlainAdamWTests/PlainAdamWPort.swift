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
      steps.append(optimizer.variables.map(Tensor.init))
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

    var excluded = Set(testCase.exclusion?.variables ?? [])
    for pattern in testCase.exclusion?.variableNames ?? [] {
      let regex = try Regex(pattern)
      excluded.formUnion(testCase.variables.indices.filter { "\(testCase.variables[$0].name):0".contains(regex) })
    }
    self.init(arguments, variables: testCase.variables.map(\.data.floats), excluded: excluded)

    guard let state = testCase.initialState else { return }
    iterations = state.iterations ?? 0
    learningRate = state.learningRate?.floats[0] ?? learningRate
    for (name, tensors) in state.slots {
      guard let slot = Slot(rawValue: name.rawValue) else { continue }
      slots[slot] = tensors.map { $0?.floats ?? [] }
    }
  }
}

extension State {
  init(of optimizer: PlainAdamW) {
    self.init(iterations: optimizer.iterations, learningRate: Tensor([optimizer.learningRate]))
    for (name, values) in optimizer.slots {
      guard let slot = Slot(rawValue: name.rawValue) else { continue }
      slots[slot] = values.map(Tensor.init)
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
