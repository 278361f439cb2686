import KerasOptimizers
import OptimizerKernels
import Testing

@Suite struct SparseGradientTests {
  /// An optimizer for one variable of four rows of two, and one dense variable.
  private func made(
    clipNorm: Double? = nil, clipValue: Double? = nil, globalClipNorm: Double? = nil,
    accumulation: Int? = nil,
    lossScaleFactor: Double? = nil
  ) throws -> (AdamW, [Variable]) {
    let optimizer = try AdamW(
      learningRate: 0.1, beta1: 0, beta2: 0, clipNorm: clipNorm, clipValue: clipValue,
      globalClipNorm: globalClipNorm, lossScaleFactor: lossScaleFactor,
      gradientAccumulationSteps: accumulation)
    let variables = [
      Variable.sample(1, shape: [4, 2], name: "embedding"), .sample(2, shape: [2], name: "bias"),
    ]
    optimizer.build(variables)
    return (optimizer, variables)
  }

  private let repeated = Gradient(rows: [1, 3, 1], values: [1, 2, 3, 4, 5, 6] as [Float])
  private let bias = Gradient([0.5, -0.25] as [Float])

  private func slot(_ slot: Slot, _ optimizer: AdamW, _ variables: [Variable]) throws -> [Float] {
    try #require(optimizer.slot(slot, of: variables[0])).values()
  }

  // With betas of zero the moments are what they saw.

  @Test func theMomentumSeesTheSumAndTheVelocityTheSumOfSquares() throws {
    let (optimizer, variables) = try made()
    try optimizer.apply([repeated, bias])
    #expect(try slot(.momentum, optimizer, variables) == [0, 0, 6, 8, 0, 0, 3, 4])
    #expect(try slot(.velocity, optimizer, variables) == [0, 0, 26, 40, 0, 0, 9, 16])
  }

  @Test func clippingByValueMeetsEachRow() throws {
    let (optimizer, variables) = try made(clipValue: 2)
    try optimizer.apply([repeated, bias])
    #expect(try slot(.momentum, optimizer, variables) == [0, 0, 3, 4, 0, 0, 2, 2])
    #expect(try slot(.velocity, optimizer, variables) == [0, 0, 5, 8, 0, 0, 4, 4])
  }

  @Test func theGlobalNormMakesTheGradientDense() throws {
    let (optimizer, variables) = try made(globalClipNorm: 1)
    try optimizer.apply([repeated, bias])
    let (momentum, velocity) = (
      try slot(.momentum, optimizer, variables), try slot(.velocity, optimizer, variables)
    )
    #expect(velocity == momentum.map { $0 * $0 })
  }

  @Test func accumulationMakesTheGradientDense() throws {
    let (optimizer, variables) = try made(accumulation: 2)
    try optimizer.apply([repeated, bias])
    #expect(try slot(.gradientAccumulator, optimizer, variables) == [0, 0, 6, 8, 0, 0, 3, 4])
    try optimizer.apply([Gradient(rows: [1], values: [2, 4] as [Float]), bias])
    #expect(try slot(.momentum, optimizer, variables) == [0, 0, 4, 6, 0, 0, 1.5, 2])
    #expect(try slot(.velocity, optimizer, variables) == [0, 0, 16, 36, 0, 0, 2.25, 4])
  }

  @Test func rowsBelowZeroCountInTheNormOnly() throws {
    let rows: [Float] = [3, 0, 4, 0]
    let (optimizer, variables) = try made(clipNorm: 1)
    try optimizer.apply([Gradient(rows: [0, -1], values: rows), bias])
    #expect(try slot(.momentum, optimizer, variables) == [0.6, 0, 0, 0, 0, 0, 0, 0])
  }

  /// Where no row comes twice, a sparse gradient is a dense one, except in the order of a norm's sum.
  @Test(arguments: [nil, 0.5] as [Double?], DType.allCases)
  func rowsThatComeOnceAreADenseGradient(clipValue: Double?, dtype: DType) throws {
    let (sparse, dense) = (
      Variable.sample(1, shape: [4, 2], dtype: dtype), Variable.sample(1, shape: [4, 2], dtype: dtype)
    )
    let (ours, theirs) = (
      try AdamW(learningRate: 0.1, amsgrad: true, clipValue: clipValue, useEMA: true),
      try AdamW(learningRate: 0.1, amsgrad: true, clipValue: clipValue, useEMA: true)
    )
    for step in 0..<4 {
      let values = Variable.sample(step, shape: [2, 2], dtype: dtype)
      let whole = Variable(zerosOf: [4, 2], dtype: dtype)
      let width = 2 * dtype.byteCount
      for (place, row) in [3, 1].enumerated() {
        let part = values.bytes[place * width..<(place + 1) * width]
        UnsafeMutableRawBufferPointer(rebasing: whole.bytes[row * width..<(row + 1) * width])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: part))
      }
      let rows = Gradient(rows: [3, 1], copying: UnsafeRawBufferPointer(values.bytes), dtype: dtype)
      try ours.apply([rows], to: [sparse])
      try theirs.apply([Gradient(copying: UnsafeRawBufferPointer(whole.bytes), dtype: dtype)], to: [dense])
    }
    #expect(ours.snapshot([sparse]) == theirs.snapshot([dense]))
  }

  @Test func noRowsAreAGradientOfZeros() throws {
    let (optimizer, variables) = try made()
    let before = variables[0].bits
    try optimizer.apply([Gradient(rows: [], values: [] as [Float]), nil])
    #expect(variables[0].bits != before, "the weights are decayed")
  }

  @Test func rowsThatDoNotFitAreRefused() throws {
    let scalar = Variable.sample(3, shape: [], name: "gate")
    let (optimizer, variables) = try made()
    let before = optimizer.snapshot(variables)
    for wrong in [
      Gradient(rows: [4], values: [1, 2] as [Float]), Gradient(rows: [0, 1], values: [1, 2] as [Float]),
      Gradient(rows: [0], values: [1, 2, 3] as [Float]),
    ] {
      expectRefusal(.invalidGradients, "grads") { try optimizer.apply([wrong, bias]) }
    }
    #expect(optimizer.snapshot(variables) == before)
    expectRefusal(.invalidGradients, "grads") {
      try AdamW().apply([Gradient(rows: [0], values: [1] as [Float])], to: [scalar])
    }
  }

  @Test func aLossScaleFactorRefusesRows() throws {
    let (optimizer, _) = try made(lossScaleFactor: 2)
    expectRefusal(.invalidGradients, "grads") { try optimizer.apply([repeated, bias]) }
    try optimizer.apply([nil, bias])
  }

  @Test func anotherDTypeIsTakenOnlyWhereACycleEnds() throws {
    let (optimizer, variables) = try made(accumulation: 2)
    let doubles = Gradient(rows: [1], values: [2, 4] as [Double])
    expectRefusal(.invalidGradients, "grads") { try optimizer.apply([doubles, bias]) }
    try optimizer.apply([repeated, bias])
    try optimizer.apply([doubles, bias])
    #expect(try slot(.momentum, optimizer, variables) == [0, 0, 4, 6, 0, 0, 1.5, 2])
  }
}
