import KerasOptimizers
import Testing

/// Gradients for some of the variables, in any order.
@Suite struct PartialApplyTests {
  @Test func partsInAnyOrderAreKeras() throws {
    let runs = try StoredNumerics.load().partial
    #expect(runs.map(\.accumulation) == [nil, 2])
    for run in runs {
      let optimizer = try AdamW(
        learningRate: 0.1, weightDecay: 0.2, beta1: 0.8, beta2: 0.95, epsilon: 0.01, amsgrad: true,
        globalClipNorm: 1, useEMA: true, emaMomentum: 0.7, emaOverwriteFrequency: 3,
        gradientAccumulationSteps: run.accumulation)
      let variables = run.shapes.enumerated().map { Variable(values($0, $1), shape: $1) }
      optimizer.build(variables)
      try #require(run.steps.count == run.calls.count)
      for (call, (places, expected)) in zip(run.calls, run.steps).enumerated() {
        let gradients = places.map { place in
          place < 0 ? nil : Gradient(values(100 * (call + 1) + place, run.shapes[place]))
        }
        try optimizer.apply(gradients, to: places.map { variables[abs($0)] })
        let weights = variables.map { $0.values(as: Float.self).map(\.bitPattern) }
        #expect(
          weights == expected.map { decode($0, as: UInt32.self) }, "call \(call), \(run.accumulation ?? 1)")
      }
    }
  }

  /// The numbers that the generator made: a random sign and fraction, and one of five exponents.
  private func values(_ seed: Int, _ shape: [Int]) -> [Float] {
    var random = SplitMix(state: UInt64(seed))
    return (0..<shape.reduce(1, *)).map { _ in
      let bits = random.next()
      let exponent = 127 - (bits >> 53 & 0x3FF) % 5
      return Float(bitPattern: UInt32((bits >> 63) << 31 | exponent << 23 | bits & 0x7F_FFFF))
    }
  }

  private func trained() throws -> (AdamW, [Variable]) {
    let variables = [Variable.sample(1), .sample(2), .sample(3)]
    let optimizer = try AdamW(useEMA: true)
    try optimizer.train(variables, steps: 2)
    return (optimizer, variables)
  }

  @Test func anUnknownVariableIsRefused() throws {
    let (optimizer, variables) = try trained()
    let unknown = Variable.sample(1)
    let before = optimizer.snapshot(variables + [unknown])
    for list in [[unknown], [variables[0], unknown], [unknown, variables[0]]] {
      expectRefusal(.invalidArgument, "trainable_variables") {
        try optimizer.apply(list.map { $0.gradient(1) }, to: list)
      }
      expectRefusal(.invalidArgument, "trainable_variables") {
        try optimizer.apply(list.map { $0 === unknown ? nil : $0.gradient(1) }, to: list)
      }
    }
    #expect(optimizer.snapshot(variables + [unknown]) == before)
  }

  @Test func aVariableThatIsThereTwiceIsRefused() throws {
    let (optimizer, variables) = try trained()
    let before = optimizer.snapshot(variables)
    expectRefusal(.invalidArgument, "trainable_variables") {
      try optimizer.apply(
        [variables[0].gradient(1), variables[0].gradient(2)], to: [variables[0], variables[0]])
    }
    #expect(optimizer.snapshot(variables) == before)
    let unbuilt = try AdamW()
    expectRefusal(.invalidArgument, "trainable_variables") {
      try unbuilt.apply([variables[0].gradient(1), nil], to: [variables[0], variables[0]])
    }
    #expect(!unbuilt.isBuilt)
  }

  @Test func theFirstCallBuildsForTheVariablesItIsGiven() throws {
    let (optimizer, variable) = (try AdamW(), Variable.sample())
    try optimizer.apply([variable.gradient(1)], to: [variable])
    #expect(optimizer.isBuilt && optimizer.trainableVariables.map { $0 === variable } == [true])
  }

  @Test func aRefusedFirstCallLeavesTheOptimizerUnbuilt() throws {
    let (optimizer, variable) = (try AdamW(), Variable.sample())
    for gradients: [Gradient?] in [[nil], [Gradient([1] as [Float])]] {
      expectRefusal(.invalidGradients, "grads") { try optimizer.apply(gradients, to: [variable]) }
      #expect(!optimizer.isBuilt && optimizer.trainableVariables.isEmpty)
    }
    try optimizer.train([.sample(4)], steps: 1)
  }
}
