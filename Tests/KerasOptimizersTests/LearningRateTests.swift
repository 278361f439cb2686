import KerasOptimizers
import OptimizerKernels
import Testing

@Suite struct LearningRateTests {
  private struct Halving: LearningRateSchedule {
    func callAsFunction(_ step: Int) -> Float { 0.5 / Float(1 << step) }
  }

  @Test func aNumberIsRoundedToFloat() throws {
    let optimizer = try AdamW(learningRate: .constant(0.1))
    #expect(optimizer.learningRate == 0.1 as Float)
    #expect(optimizer.learningRateIsVariable)
  }

  @Test func aScheduleIsReadAtTheCountOfCalls() throws {
    let optimizer = try AdamW(learningRate: .schedule(Halving()))
    #expect(!optimizer.learningRateIsVariable)
    #expect(optimizer.learningRate == 0.5)
    try optimizer.train([.sample()], steps: 2)
    #expect(optimizer.learningRate == 0.125)
  }

  @Test func aCallableIsCalledWhenRead() throws {
    var rate = 0.25
    let optimizer = try AdamW(learningRate: .callable { rate })
    #expect(!optimizer.learningRateIsVariable)
    #expect(optimizer.learningRate == 0.25)
    rate = 0.1
    #expect(optimizer.learningRate == 0.1 as Float)
  }

  @Test func aGraphAsksACallableOnceForEachKindOfGradients() throws {
    var (rate, calls) = (0.5, 0)
    let optimizer = try AdamW(
      learningRate: .callable {
        calls += 1
        return rate
      }, profile: .graph)
    let (variable, other) = (Variable.sample(), Variable.sample())
    try optimizer.train([variable], steps: 1)
    let asked = calls
    rate = 0.25
    try optimizer.train([variable], steps: 2)
    #expect(calls == asked)
    let constant = try AdamW(learningRate: .callable { 0.5 }, profile: .graph)
    try constant.train([other], steps: 1)
    try constant.train([other], steps: 2)
    #expect(variable.bits == other.bits)
  }

  @Test func aGraphFollowsANumberAndAScheduleBesideACallableBeta() throws {
    let beta = Hyperparameter.callable { 0.9 }
    let schedule = LearningRate.schedule(Halving())
    let (asked, constant) = (Variable.sample(), Variable.sample())
    try AdamW(learningRate: schedule, beta1: beta, profile: .graph).train([asked], steps: 3)
    try AdamW(learningRate: schedule, profile: .graph).train([constant], steps: 3)
    #expect(asked.bits == constant.bits)
  }

  @Test func aNumberReplacesANumberAndIsUsed() throws {
    let (assigned, constructed) = (Variable.sample(), Variable.sample())
    let optimizer = try AdamW(learningRate: 7)
    try optimizer.setLearningRate(0.03)
    #expect(optimizer.learningRate == 0.03)
    try optimizer.train([assigned], steps: 3)
    try AdamW(learningRate: 0.03).train([constructed], steps: 3)
    #expect(assigned.bits == constructed.bits)
  }

  @Test func aNumberDoesNotReplaceAScheduleOrACallable() throws {
    for rate in [LearningRate.schedule(Halving()), .callable { 0.5 }] {
      let optimizer = try AdamW(learningRate: rate)
      let variable = Variable.sample()
      try optimizer.train([variable], steps: 1)
      let before = optimizer.snapshot([variable])
      let rate = optimizer.learningRate
      expectRefusal(.invalidArgument, "learning_rate") { try optimizer.setLearningRate(0.1) }
      #expect(optimizer.snapshot([variable]) == before)
      #expect(optimizer.learningRate == rate)
    }
  }

  @Test func schedulesAndCallablesReplaceAnything() throws {
    for rate in [LearningRate.constant(0.1), .schedule(Halving()), .callable { 0.5 }] {
      let optimizer = try AdamW(learningRate: rate)
      try optimizer.setLearningRate(.callable { 0.75 })
      #expect(optimizer.learningRate == 0.75)
      try optimizer.setLearningRate(.schedule(Halving()))
      #expect(optimizer.learningRate == 0.5)
      #expect(!optimizer.learningRateIsVariable)
    }
  }

  @Test func anUpdateCallsOnceForEachDecayedVariableAndOnceMore() throws {
    var calls = 0
    let variables = (0..<3).map { Variable.sample($0, name: "v\($0)") }
    let optimizer = try AdamW(
      learningRate: .callable {
        calls += 1
        return 0.1
      })
    try optimizer.train(variables, steps: 1)
    #expect(calls == 4)
    try optimizer.excludeFromWeightDecay(variables: [variables[1]])
    calls = 0
    try optimizer.apply(variables.map { $0.gradient(9) })
    #expect(calls == 3)
    calls = 0
    try optimizer.apply([nil, variables[1].gradient(9), nil])
    #expect(calls == 1)
  }

  /// As Keras, which decays in the order of the call: its callable returns 0.1 for `b`, then 0.2 for `a`.
  @Test func aCallableIsAskedInTheOrderOfTheCall() throws {
    var calls = 0
    let optimizer = try AdamW(
      learningRate: .callable {
        calls += 1
        return 0.1 * Double(calls)
      }, weightDecay: 1)
    let variables = [Variable([1] as [Float], name: "a"), Variable([1] as [Float], name: "b")]
    optimizer.build(variables)
    let zero = Gradient([0] as [Float])
    try optimizer.apply([zero, zero], to: variables.reversed())
    #expect(variables[0].values() == [0.8] as [Float] && variables[1].values() == [0.9] as [Float])
  }

  /// A plan is made before the step touches memory.
  @Test func aCallableSeesTheWeightsBeforeTheStep() throws {
    let variables = [Variable.sample(1, name: "a"), .sample(2, name: "b")]
    let before = variables.map(\.bits)
    let optimizer = try AdamW(
      learningRate: .callable {
        #expect(variables.map(\.bits) == before)
        return 0.1
      })
    try optimizer.apply(variables.map { $0.gradient(3) }, to: variables)
    #expect(variables.map(\.bits) != before)
  }

  @Test func aCallThatDoesNotUpdateDoesNotAsk() throws {
    var calls = 0
    let optimizer = try AdamW(
      learningRate: .callable {
        calls += 1
        return 0.1
      }, gradientAccumulationSteps: 2)
    let variable = Variable.sample()
    try optimizer.train([variable], steps: 1)
    #expect(calls == 0)
    try optimizer.train([variable], steps: 1)
    #expect(calls == 2)
  }

  @Test func callableBetasAreTheNumbersTheyReturn() throws {
    var calls = 0
    func count(_ beta: Double) -> Hyperparameter {
      .callable {
        calls += 1
        return beta
      }
    }
    for dtype in DType.allCases {
      let (called, given) = (Variable.sample(dtype: dtype), Variable.sample(dtype: dtype))
      calls = 0
      try AdamW(beta1: count(0.8), beta2: count(0.95)).train([called], steps: 5)
      #expect(calls == 10)
      try AdamW(beta1: 0.8, beta2: 0.95).train([given], steps: 5)
      #expect(called.bits == given.bits)
    }
  }

  @Test func hyperparametersAreLiteralsToo() {
    let (whole, fraction): (Hyperparameter, Hyperparameter) = (1, 0.5)
    #expect(whole.value == 1 && fraction.value == 0.5)
    #expect(Hyperparameter.callable { 0.25 }.value == 0.25)
  }

  /// `value` in float32 times 1, by arithmetic that no compiler does beforehand.
  private func once(_ pattern: UInt32) -> UInt32 {
    let variable = Variable([Float(bitPattern: pattern)])
    variable.block.multiply(by: 1, into: variable.block)
    return variable.values()[0].bitPattern
  }

  @Test func callablesRunWithTheirOwnSubnormalsAndSchedulesWithout() throws {
    struct Probe: LearningRateSchedule {
      let ask: () -> UInt32
      func callAsFunction(_ step: Int) -> Float { ask() == 0 ? 0.1 : 0.2 }
    }
    var kept: [UInt32] = []
    let probe = {
      kept.append(once(1))
      return 0.5
    }
    let optimizer = try AdamW(
      learningRate: .callable(probe), beta1: .callable(probe), beta2: .callable(probe))
    try optimizer.train([.sample()], steps: 2)
    #expect(kept == [UInt32](repeating: 1, count: 8))
    #expect(try AdamW(learningRate: .schedule(Probe { once(1) })).learningRate == 0.1)
    #expect(once(1) == 1)
  }
}
