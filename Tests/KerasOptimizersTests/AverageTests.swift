import KerasOptimizers
import Testing

/// The moving average, accumulation, and the two counts of steps.
@Suite struct AverageTests {
  @Test func finalizingWithoutAnAverageDoesNothing() throws {
    let optimizer = try AdamW(emaOverwriteFrequency: 1)
    try optimizer.finalizeVariableValues()
    let variable = Variable.sample()
    optimizer.build([variable])
    try optimizer.finalizeVariableValues()
    #expect(variable.bits == Variable.sample().bits)
    try optimizer.train([variable], steps: 1)
    let before = optimizer.snapshot([variable])
    try optimizer.finalizeVariableValues()
    #expect(optimizer.snapshot([variable]) == before)
  }

  /// Keras multiplies the momentum by 0 for the first average, and NaN is in no range that it refuses.
  @Test func aMomentumOfNaNMakesTheFirstAverageNaN() throws {
    let optimizer = try AdamW(useEMA: true, emaMomentum: .nan)
    let variable = Variable.sample()
    try optimizer.train([variable], steps: 1)
    let average: [Float]? = optimizer.slot(.average, of: variable)?.values()
    #expect(average?.count == 3 && average?.allSatisfy(\.isNaN) == true)
  }

  @Test func finalizingBeforeBuildingIsRefused() throws {
    let optimizer = try AdamW(useEMA: true)
    expectRefusal(.notBuilt, "var_list") { try optimizer.finalizeVariableValues() }
    #expect(!optimizer.isBuilt)
  }

  @Test func finalizingBeforeTheFirstStepLeavesZeros() throws {
    let optimizer = try AdamW(useEMA: true)
    let variable = Variable.sample()
    optimizer.build([variable])
    try optimizer.finalizeVariableValues()
    #expect(variable.values() == [0, 0, 0] as [Float])
    #expect(optimizer.applyCount == 0)
  }

  @Test(arguments: DType.allCases)
  func finalizingMakesTheWeightsTheirAverages(dtype: DType) throws {
    let optimizer = try AdamW(learningRate: 0.5, useEMA: true, emaMomentum: 0.5)
    let variables = [Variable.sample(1, dtype: dtype), .sample(2, shape: [], dtype: dtype)]
    try optimizer.train(variables, steps: 3)
    let averages = variables.map { optimizer.slot(.average, of: $0)?.bits }
    #expect(averages != variables.map(\.bits))
    try optimizer.finalizeVariableValues()
    #expect(variables.map(\.bits) == averages)
    #expect(variables.map { optimizer.slot(.average, of: $0)?.bits } == averages)
    #expect(optimizer.applyCount == 3)
  }

  @Test func theFirstAverageIsTheWeights() throws {
    for steps in [nil, 3] {
      let optimizer = try AdamW(useEMA: true, emaMomentum: 0.75, gradientAccumulationSteps: steps)
      let variable = Variable.sample()
      // Under accumulation for as long as there has been no update.
      for step in 0..<(steps ?? 1) {
        try optimizer.train([variable], steps: 1, from: step)
        #expect(optimizer.slot(.average, of: variable)?.bits == variable.bits)
      }
      try optimizer.train([variable], steps: steps ?? 1, from: 5)
      #expect(optimizer.slot(.average, of: variable)?.bits != variable.bits)
    }
  }

  @Test func overwritingFollowsIterations() throws {
    for steps in [1, 2] {
      let optimizer = try AdamW(
        learningRate: 0.5, useEMA: true, emaMomentum: 0.75, emaOverwriteFrequency: 3,
        gradientAccumulationSteps: steps == 1 ? nil : steps)
      let variable = Variable.sample()
      var overwritten: [Int] = []
      for call in 0..<12 {
        try optimizer.train([variable], steps: 1, from: call)
        if optimizer.slot(.average, of: variable)?.bits == variable.bits { overwritten.append(call) }
      }
      // So it is too before the first update, and while calls after an overwriting only accumulate.
      #expect(overwritten == (steps == 1 ? [0, 2, 5, 8, 11] : [0, 1, 2, 4, 5, 6, 10, 11]))
    }
  }

  @Test(arguments: [nil, 0, 2, 3, 4])
  func iterationsCountUpdates(steps: Int?) throws {
    let optimizer = try AdamW(gradientAccumulationSteps: steps)
    let variable = Variable.sample()
    let cycle = max(steps ?? 1, 1)
    for call in 1...9 {
      let before = variable.bits
      try optimizer.train([variable], steps: 1, from: call)
      #expect(optimizer.applyCount == call)
      #expect(optimizer.iterations == call / cycle)
      #expect((variable.bits != before) == (call % cycle == 0))
    }
  }

  @Test func anUpdateEmptiesAllAccumulators() throws {
    let optimizer = try AdamW(gradientAccumulationSteps: 2)
    let variables = [Variable.sample(1), .sample(2)]
    let zero = [UInt8](repeating: 0, count: 12)
    func accumulators() -> [[UInt8]?] { variables.map { optimizer.slot(.gradientAccumulator, of: $0)?.bits } }
    optimizer.build(variables)
    try optimizer.apply(variables.map { $0.gradient(1) })
    #expect(accumulators().allSatisfy { $0 != zero })
    let (weights, momentum) = (variables[1].bits, optimizer.slot(.momentum, of: variables[1])?.bits)
    try optimizer.apply([variables[0].gradient(2), nil])
    #expect(accumulators() == [zero, zero])
    #expect(variables[1].bits == weights && optimizer.slot(.momentum, of: variables[1])?.bits == momentum)
  }

  @Test func aCallThatDoesNotUpdateOnlyAccumulates() throws {
    let optimizer = try AdamW(amsgrad: true, clipNorm: 0.1, lossScaleFactor: 2, gradientAccumulationSteps: 3)
    let variable = Variable.sample()
    optimizer.build([variable])
    try optimizer.apply([Gradient([1, 2, 4] as [Float])])
    try optimizer.apply([Gradient([1, -2, 8] as [Float])])
    #expect(variable.bits == Variable.sample().bits)
    for kind in [Slot.momentum, .velocity, .velocityHat] {
      #expect(optimizer.slot(kind, of: variable)?.values() == [0, 0, 0] as [Float])
    }
    // Unscaled, but neither clipped nor divided.
    #expect(optimizer.slot(.gradientAccumulator, of: variable)?.values() == [1, 0, 6] as [Float])
  }
}
