import KerasOptimizers
import Testing

@Suite struct BuildTests {
  @Test func buildingKeepsTheOrderAndTheVariables() throws {
    let (optimizer, variables) = (try AdamW(), (0..<4).map { Variable.sample($0) })
    let before = variables.map(\.bits)
    optimizer.build(variables)
    #expect(optimizer.isBuilt)
    #expect(zip(optimizer.trainableVariables, variables).allSatisfy { $0 === $1 })
    #expect(optimizer.trainableVariables.count == 4)
    #expect(variables.map(\.bits) == before)
    #expect(optimizer.applyCount == 0)
  }

  @Test func buildingAgainDoesNothing() throws {
    let (optimizer, variable) = (try AdamW(), Variable.sample())
    try optimizer.train([variable], steps: 2)
    let before = optimizer.snapshot([variable])
    optimizer.build([.sample(), .sample()])
    optimizer.build([])
    #expect(optimizer.snapshot([variable]) == before)
    #expect(optimizer.trainableVariables.map { $0 === variable } == [true])
  }

  @Test func anOptimizerMayBeBuiltForNothing() throws {
    let optimizer = try AdamW(useEMA: true)
    optimizer.build([])
    #expect(optimizer.isBuilt)
    try optimizer.apply([])
    try optimizer.finalizeVariableValues()
    expectRefusal(.invalidGradients, "grads") { try optimizer.apply([nil]) }
  }

  @Test(arguments: DType.allCases)
  func slotsStartAtZeroInTheVariablesDTypeAndShape(dtype: DType) throws {
    let variable = Variable.sample(shape: [2, 3], dtype: dtype, name: "dense/kernel")
    let optimizer = try AdamW(amsgrad: true, useEMA: true, gradientAccumulationSteps: 2)
    optimizer.build([variable])
    for kind in Slot.allCases {
      let slot = try #require(optimizer.slot(kind, of: variable))
      #expect(slot.dtype == dtype && slot.shape == [2, 3] && slot.count == 6)
      #expect(slot.bits.allSatisfy { $0 == 0 })
      #expect(slot.name == "dense_kernel_\(kind.rawValue)")
      #expect(slot === optimizer.slot(kind, of: variable))
    }
  }

  @Test func slotsHaveKerasNames() {
    #expect(
      Slot.allCases.map(\.rawValue) == [
        "momentum", "velocity", "velocity_hat", "average", "gradient_accumulator",
      ])
  }

  @Test func thereAreOnlyTheSlotsThatArgumentsAskFor() throws {
    func slots(_ optimizer: AdamW) -> [Slot] {
      let variable = Variable.sample()
      optimizer.build([variable])
      return Slot.allCases.filter { optimizer.slot($0, of: variable) != nil }
    }
    #expect(slots(try AdamW()) == [.momentum, .velocity])
    #expect(slots(try AdamW(amsgrad: true)) == [.momentum, .velocity, .velocityHat])
    #expect(slots(try AdamW(useEMA: true)) == [.momentum, .velocity, .average])
    #expect(slots(try AdamW(gradientAccumulationSteps: 2)) == [.momentum, .velocity, .gradientAccumulator])
    #expect(slots(try AdamW(gradientAccumulationSteps: 0)) == [.momentum, .velocity])
  }

  @Test func anotherVariableHasNoSlots() throws {
    let optimizer = try AdamW()
    #expect(optimizer.slot(.momentum, of: .sample()) == nil)
    optimizer.build([.sample()])
    #expect(optimizer.slot(.momentum, of: .sample()) == nil)
  }

  @Test(arguments: [nil, 3])
  func aRunContinuesFromASavedState(accumulation: Int?) throws {
    func make() throws -> AdamW {
      try AdamW(
        learningRate: 0.1, amsgrad: true, useEMA: true, emaOverwriteFrequency: 2,
        gradientAccumulationSteps: accumulation)
    }
    let (whole, interrupted) = (try make(), try make())
    let variables = [Variable.sample(1), .sample(2, dtype: .float16)]
    let saved = [Variable.sample(1), .sample(2, dtype: .float16)]
    try whole.train(variables, steps: 10)
    try interrupted.train(saved, steps: 4)

    let resumed = try make()
    let copies = saved.map { variable in
      let copy = Variable(zerosOf: variable.shape, dtype: variable.dtype)
      copy.bytes.copyMemory(from: UnsafeRawBufferPointer(variable.bytes))
      return copy
    }
    resumed.build(copies)
    resumed.setApplyCount(interrupted.applyCount)
    for (variable, copy) in zip(saved, copies) {
      for kind in Slot.allCases {
        guard let source = interrupted.slot(kind, of: variable), let target = resumed.slot(kind, of: copy)
        else {
          continue
        }
        target.bytes.copyMemory(from: UnsafeRawBufferPointer(source.bytes))
      }
    }
    try resumed.train(copies, steps: 6, from: 4)
    #expect(resumed.snapshot(copies) == whole.snapshot(variables))
  }

  @Test func misuseTraps() async {
    await #expect(processExitsWith: .failure) {
      let variable = Variable.sample()
      try AdamW().build([variable, variable])
    }
    await #expect(processExitsWith: .failure) { try AdamW().setApplyCount(-1) }
    await #expect(processExitsWith: .failure) { try AdamW().build(shapes: [[2], [3]], names: ["one"]) }
  }
}
