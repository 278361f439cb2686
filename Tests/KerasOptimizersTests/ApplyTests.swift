import KerasOptimizers
import OptimizerKernels
import Testing

@Suite struct ApplyTests {
  /// An optimizer with every kind of state, that has made a few steps with its variables.
  private func trained(accumulation: Int? = nil, clipNorm: Double? = nil) throws -> (AdamW, [Variable]) {
    let optimizer = try AdamW(
      learningRate: 0.1, amsgrad: true, globalClipNorm: clipNorm, useEMA: true,
      gradientAccumulationSteps: accumulation)
    let variables = [
      Variable.sample(1, name: "a"), .sample(2, shape: [2, 2], name: "b"), .sample(3, shape: [], name: "c"),
    ]
    try optimizer.train(variables, steps: 3)
    return (optimizer, variables)
  }

  /// Expects a refusal after which all is as before, and the optimizer as good as one that was never asked.
  private func expectRefusal(
    _ category: OptimizerError.Category, _ argument: String, of optimizer: AdamW, _ variables: [Variable],
    sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Void
  ) throws {
    let before = optimizer.snapshot(variables)
    KerasOptimizersTests.expectRefusal(category, argument, sourceLocation: sourceLocation, body)
    #expect(optimizer.snapshot(variables) == before, sourceLocation: sourceLocation)
  }

  @Test func anEmptyListDoesNothing() throws {
    let (optimizer, variables) = try trained()
    let before = optimizer.snapshot(variables)
    try optimizer.apply([])
    try optimizer.apply([], to: [])
    try optimizer.apply([], to: [.sample()])
    #expect(optimizer.snapshot(variables) == before)
    let unbuilt = try AdamW()
    try unbuilt.apply([])
    try unbuilt.apply([], to: variables)
    #expect(!unbuilt.isBuilt && unbuilt.applyCount == 0)
  }

  @Test func anOptimizerWithoutVariablesRefuses() throws {
    let optimizer = try AdamW()
    try expectRefusal(.notBuilt, "grads", of: optimizer, []) {
      try optimizer.apply([Gradient([1] as [Float])])
    }
  }

  @Test func thereMustBeAGradient() throws {
    let (optimizer, variables) = try trained()
    try expectRefusal(.invalidGradients, "grads", of: optimizer, variables) {
      try optimizer.apply([nil, nil, nil])
    }
    try expectRefusal(.invalidGradients, "grads", of: optimizer, variables) {
      try optimizer.apply([nil], to: [variables[1]])
    }
  }

  @Test func thereMustBeAsManyGradientsAsVariables() throws {
    let (optimizer, variables) = try trained()
    let gradients = variables.map { $0.gradient(7) }
    try expectRefusal(.invalidGradients, "grads", of: optimizer, variables) {
      try optimizer.apply(Array(gradients.dropLast()))
    }
    try expectRefusal(.invalidGradients, "grads", of: optimizer, variables) {
      try optimizer.apply(gradients + [gradients[0]])
    }
    try expectRefusal(.invalidGradients, "grads", of: optimizer, variables) {
      try optimizer.apply(gradients, to: Array(variables.dropLast()))
    }
    try expectRefusal(.invalidGradients, "grads", of: optimizer, variables) {
      try optimizer.apply(Array(gradients.dropLast()), to: variables)
    }
  }

  @Test func aGradientHasItsVariablesShape() throws {
    let (optimizer, variables) = try trained()
    for wrong in [
      Gradient([1] as [Float]), Gradient([1, 2, 3, 4] as [Float]), Gradient([] as [Float]),
      Gradient([1, 2, 3] as [Float], shape: [1, 3]), Gradient([1, 2, 3] as [Float], shape: [3, 1]),
    ] {
      // The gradients before it fit, and must not have been used.
      try expectRefusal(.invalidGradients, "grads", of: optimizer, variables) {
        try optimizer.apply(
          [variables[1].gradient(1), wrong], to: [variables[1], variables[0]])
      }
      try expectRefusal(.invalidGradients, "grads", of: optimizer, variables) {
        try optimizer.apply([wrong, variables[1].gradient(1), nil])
      }
    }
    // Without a shape, the number of elements decides.
    try optimizer.apply([Gradient([1, 2, 3] as [Float]), Gradient([1, 2, 3, 4] as [Float]), nil])
  }

  @Test func aRefusedGradientIsForgotten() throws {
    let (refused, spared) = (try trained(), try trained())
    KerasOptimizersTests.expectRefusal(.invalidGradients, "grads") {
      try refused.0.apply([refused.1[0].gradient(50), Gradient([1] as [Float]), nil])
    }
    for (optimizer, variables) in [refused, spared] {
      try optimizer.apply([nil, variables[1].gradient(4), nil])
    }
    #expect(refused.0.snapshot(refused.1) == spared.0.snapshot(spared.1))
  }

  @Test func accumulationNeedsGradientsInTheVariablesDType() throws {
    let (optimizer, variables) = try trained(accumulation: 2)
    for dtype in DType.allCases where dtype != .float32 {
      try expectRefusal(.invalidGradients, "grads", of: optimizer, variables) {
        try optimizer.apply([variables[0].gradient(1), variables[1].gradient(1, dtype: dtype), nil])
      }
    }
    try optimizer.apply(variables.map { $0.gradient(1) })
  }

  @Test func aGlobalNormNeedsGradientsOfOneDType() throws {
    let (optimizer, variables) = try trained(clipNorm: 1)
    try expectRefusal(.invalidGradients, "grads", of: optimizer, variables) {
      try optimizer.apply([variables[0].gradient(1), nil, variables[2].gradient(1, dtype: .float64)])
    }
    // One dtype, though not the variables'.
    try optimizer.apply([
      variables[0].gradient(1, dtype: .float16), nil, variables[2].gradient(1, dtype: .float16),
    ])
    #expect(optimizer.applyCount == 4)
  }

  @Test(arguments: DType.allCases, DType.allCases)
  func aGradientOfAnotherDTypeIsTheSameNumbers(variable: DType, gradient: DType) throws {
    let (same, other) = (Variable.sample(dtype: variable), Variable.sample(dtype: variable))
    let optimizers = (try AdamW(learningRate: 0.1), try AdamW(learningRate: 0.1))
    for step in 0..<4 {
      try optimizers.0.apply([same.gradient(step)], to: [same])
      try optimizers.1.apply([other.gradient(step, dtype: gradient)], to: [other])
    }
    #expect(optimizers.0.snapshot([same]).weights == optimizers.1.snapshot([other]).weights)
    #expect(optimizers.0.snapshot([same]).slots == optimizers.1.snapshot([other]).slots)
  }

  @Test func aVariableWithoutAGradientKeepsAllButItsAverage() throws {
    let (optimizer, variables) = try trained()
    let before = optimizer.snapshot(variables)
    try optimizer.apply([variables[0].gradient(8), nil, variables[2].gradient(8)])
    let after = optimizer.snapshot(variables)
    let average = try #require(Slot.allCases.firstIndex(of: .average))
    for index in [0, 2] {
      #expect(after.weights[index] != before.weights[index])
      #expect(after.slots[index] != before.slots[index])
    }
    #expect(after.weights[1] == before.weights[1])
    #expect(
      after.slots[1].enumerated().filter { $0.offset != average }.map(\.element)
        == before.slots[1].enumerated().filter { $0.offset != average }.map(\.element))
    #expect(after.slots[1][average] != before.slots[1][average])
    #expect(after.applyCount == before.applyCount + 1)
  }

  @Test func gradientsAreOnlyRead() throws {
    let variable = Variable.sample()
    for optimizer in [
      try AdamW(), try AdamW(clipNorm: 0.1), try AdamW(clipValue: 0.1), try AdamW(globalClipNorm: 0.1),
      try AdamW(lossScaleFactor: 2), try AdamW(gradientAccumulationSteps: 2),
    ] {
      var values: [Float] = [1, -2, 3]
      try values.withUnsafeMutableBufferPointer { memory in
        let gradient = Gradient(viewing: UnsafeBufferPointer(memory))
        for _ in 0..<3 { try optimizer.apply([gradient], to: [variable]) }
      }
      #expect(values == [1, -2, 3])
    }
  }

  @Test(arguments: DType.allCases)
  func theCallersEnvironmentDoesNotMatterAndIsRestored(dtype: DType) throws {
    let (rounded, plain) = (Variable.sample(dtype: dtype), Variable.sample(dtype: dtype))
    let optimizers = (try AdamW(clipNorm: 0.3), try AdamW(clipNorm: 0.3))
    for step in 0..<3 {
      let before = roundingDownward { third() }
      let after = try roundingDownward {
        try optimizers.0.apply([rounded.gradient(step)], to: [rounded])
        return third()
      }
      #expect(before == after && after != third())
      try optimizers.1.apply([plain.gradient(step)], to: [plain])
    }
    #expect(rounded.bits == plain.bits)
  }

  @Test(arguments: [true, false])
  func aStepWithinAStepTraps(isBuilt: Bool) async {
    await #expect(processExitsWith: .failure) { [isBuilt] in
      let (variable, nesting) = (Variable.sample(), Nesting(whileChecking: true))
      variable.constraint = nesting
      try nesting.run(on: variable, isBuilt: isBuilt)
    }
    await #expect(processExitsWith: .failure) { [isBuilt] in
      let (variable, nesting) = (Variable.sample(), Nesting(whileChecking: false))
      variable.constraint = nesting
      try nesting.run(on: variable, isBuilt: isBuilt)
    }
  }
}

/// A constraint that calls `apply` once, while a step checks or projects.
private final class Nesting: Constraint {
  private let whileChecking: Bool
  private let optimizer = try? AdamW()
  private var isDone = false

  init(whileChecking: Bool) { self.whileChecking = whileChecking }

  func run(on variable: Variable, isBuilt: Bool) throws {
    if isBuilt { optimizer?.build([variable]) }
    try optimizer?.apply([variable.gradient(0)], to: [variable])
  }

  func check(_ variable: Variable) { if whileChecking { nest(variable) } }
  func project(_ variable: Variable) { if !whileChecking { nest(variable) } }

  private func nest(_ variable: Variable) {
    if isDone { return }
    isDone = true
    try? optimizer?.apply([variable.gradient(1)], to: [variable])
  }
}
