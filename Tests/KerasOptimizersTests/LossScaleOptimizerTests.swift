import KerasOptimizers
import Testing

@Suite struct LossScaleOptimizerTests {
  private func made(
    scale: Double = 4, growth: Int = 2, accumulation: Int? = nil, dtype: DType = .float32
  ) throws -> (LossScaleOptimizer, Variable) {
    let inner = try AdamW(learningRate: 0.1, useEMA: true, gradientAccumulationSteps: accumulation)
    let optimizer = LossScaleOptimizer(inner, initialScale: scale, dynamicGrowthSteps: growth)
    let variable = Variable.sample(1, dtype: dtype)
    optimizer.build([variable])
    return (optimizer, variable)
  }

  private let finite = Gradient([1, -2, 4] as [Float])
  private let infinite = Gradient([1, .infinity, 4] as [Float])

  @Test func aScaledGradientIsTheGradient() throws {
    let (optimizer, variable) = try made()
    let plain = Variable.sample(1)
    let inner = try AdamW(learningRate: 0.1, useEMA: true)
    try inner.apply([Gradient([0.25, -0.5, 1] as [Float])], to: [plain])
    try optimizer.apply([finite])
    #expect(optimizer.inner.snapshot([variable]) == inner.snapshot([plain]))
    #expect(optimizer.iterations == 1)
  }

  @Test func anInfiniteGradientSkipsTheStepAndHalvesTheScale() throws {
    let (optimizer, variable) = try made()
    try optimizer.apply([finite])
    let before = optimizer.inner.snapshot([variable])
    try optimizer.apply([infinite])
    #expect(optimizer.inner.snapshot([variable]) == before)
    #expect(optimizer.lossScale == 2 && optimizer.stepCounter == 0)
    try optimizer.apply([Gradient([.nan, 0, 0] as [Float])])
    #expect(optimizer.lossScale == 1 && optimizer.inner.applyCount == 1)
  }

  @Test func finiteStepsDoubleTheScale() throws {
    let (optimizer, _) = try made()
    var scales: [Float] = []
    for _ in 0..<4 {
      try optimizer.apply([finite])
      scales.append(optimizer.lossScale)
    }
    #expect(scales == [4, 8, 8, 16])
    let (never, _) = try made(growth: 0)
    for _ in 0..<4 { try never.apply([finite]) }
    #expect(never.lossScale == 4 && never.stepCounter == 4)
  }

  @Test func ofRowsForOneIndexTheLastIsLookedAt() throws {
    let optimizer = LossScaleOptimizer(try AdamW(), initialScale: 4)
    let variable = Variable.sample(1, shape: [2, 1])
    try optimizer.apply([Gradient(rows: [1, 1], values: [1, .infinity] as [Float])], to: [variable])
    #expect(optimizer.lossScale == 2 && optimizer.inner.applyCount == 0)
    try optimizer.apply([Gradient(rows: [1, 1], values: [.infinity, 1] as [Float])], to: [variable])
    #expect(optimizer.lossScale == 2 && optimizer.inner.applyCount == 1)
  }

  @Test func theLossIsScaled() throws {
    let (optimizer, _) = try made(scale: 8)
    #expect(optimizer.scaleLoss(1.5 as Float) == 12)
    #expect(optimizer.scaleLoss(1.5) == 12)
  }

  @Test func theInnerFactorIsDropped() throws {
    let inner = try AdamW(lossScaleFactor: 128)
    _ = LossScaleOptimizer(inner)
    #expect(inner.lossScaleFactor == nil)
  }

  @Test func halfGradientsCannotBeAccumulatedInHalf() throws {
    let (optimizer, variable) = try made(accumulation: 2, dtype: .float16)
    let before = optimizer.inner.snapshot([variable])
    expectRefusal(.invalidGradients, "grads") { try optimizer.apply([variable.gradient(1)]) }
    #expect(optimizer.inner.snapshot([variable]) == before)
    #expect(optimizer.lossScale == 4 && optimizer.stepCounter == 0)
  }

  @Test func anOptimizerWithoutVariablesRefuses() throws {
    let optimizer = LossScaleOptimizer(try AdamW())
    expectRefusal(.notBuilt, "grads") { try optimizer.apply([finite]) }
    expectRefusal(.notBuilt, "grads") { try optimizer.apply([infinite]) }
    #expect(optimizer.lossScale == 32768)
  }

  @Test func aRunContinues() throws {
    let (optimizer, _) = try made()
    optimizer.restore(lossScale: 64, stepCounter: 1)
    try optimizer.apply([finite])
    #expect(optimizer.lossScale == 128 && optimizer.stepCounter == 0)
  }

  @Test func whatIsOverwrittenIsSettledByTheBuild() throws {
    let (optimizer, variable) = try made()
    let (other, same) = try made()
    variable.overwriteWithGradient = true
    for optimizer in [optimizer, other] { try optimizer.apply([finite]) }
    #expect(optimizer.inner.snapshot([variable]) == other.inner.snapshot([same]))
  }

  @Test func theSameVariableTwiceIsRefused() throws {
    for gradient in [finite, infinite] {
      let optimizer = LossScaleOptimizer(try AdamW())
      let variable = Variable.sample(1)
      expectRefusal(.invalidArgument, "trainable_variables") {
        try optimizer.apply([gradient, gradient], to: [variable, variable])
      }
      #expect(!optimizer.isBuilt && optimizer.lossScale == 32768 && optimizer.stepCounter == 0)
    }
  }

  @Test func thresholdsOfGrowthMayBeAnyNumber() throws {
    for growth in [Int.min, Int.max] {
      let (optimizer, _) = try made(growth: growth)
      try optimizer.apply([finite])
      #expect(optimizer.lossScale == 4 && optimizer.stepCounter == 1)
    }
  }

  /// Keras multiplies by the Python number until there is a variable.
  @Test func beforeTheBuildTheScaleIsTheArgument() throws {
    let optimizer = LossScaleOptimizer(try AdamW(), initialScale: 0.1)
    #expect(optimizer.scaleLoss(3.0 as Double) == 0.30000000000000004)
    #expect(optimizer.variables.map(\.name) == ["iteration", "learning_rate", "iteration", "learning_rate"])
    try optimizer.apply([], to: [Variable.sample(1)])
    #expect(optimizer.isBuilt && optimizer.inner.isBuilt && optimizer.stepCounter == 1)
    #expect(optimizer.scaleLoss(3.0 as Double) == 3 * Double(0.1 as Float))
  }

  @Test func aRefusedStepBuildsNothing() throws {
    let optimizer = LossScaleOptimizer(try AdamW())
    let variable = Variable.sample(1)
    #expect(throws: OptimizerError.self) { try optimizer.apply([Gradient([1] as [Float])], to: [variable]) }
    #expect(!optimizer.isBuilt && optimizer.stepCounter == 0)
    expectRefusal(.notBuilt, "grads") { try optimizer.apply([finite]) }
    expectRefusal(.notBuilt, "variables") { try optimizer.load(optimizer.variables) }
  }

  @Test func itMayHaveTheInnerOptimizersName() throws {
    let made = { LossScaleOptimizer(try AdamW(name: "same"), initialScale: 8, name: "same") }
    let (optimizer, other) = (try made(), try made())
    try optimizer.apply([finite], to: [Variable.sample(1)])
    other.build([Variable.sample(1)])
    try other.load(optimizer.variables)
    #expect(other.variables == optimizer.variables && other.stepCounter == 1)
  }

  @Test func aStateThatDoesNotFitChangesNothing() throws {
    let (optimizer, _) = try made()
    try optimizer.apply([finite])
    let state = optimizer.variables
    let more = [StateVariable(path: "loss_scale_optimizer/other", value: .count(1))]
    expectRefusal(.invalidState, "other") { try optimizer.load(state + more) }
    expectRefusal(.invalidState, "step_counter") {
      try optimizer.load(state.filter { $0.name != "step_counter" })
    }
    #expect(optimizer.variables == state)
  }
}
