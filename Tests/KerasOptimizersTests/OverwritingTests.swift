import KerasOptimizers
import Testing

@Suite struct OverwritingTests {
  /// An optimizer for a variable that is overwritten and one that is not.
  private func made(
    useEMA: Bool = false, frequency: Int? = nil, accumulation: Int? = nil, globalClipNorm: Double? = nil
  ) throws -> (AdamW, [Variable]) {
    let optimizer = try AdamW(
      learningRate: 0.1, globalClipNorm: globalClipNorm, useEMA: useEMA, emaOverwriteFrequency: frequency,
      gradientAccumulationSteps: accumulation)
    let variables = [Variable.sample(1, name: "scale"), .sample(2, name: "kernel")]
    variables[0].overwriteWithGradient = true
    optimizer.build(variables)
    return (optimizer, variables)
  }

  private let value: [Float] = [1000, -2, Float(bitPattern: 0x0003_4447)]

  @Test func theGradientIsTheNewValueAsItIs() throws {
    let (optimizer, variables) = try made(useEMA: true, globalClipNorm: 0.01)
    try optimizer.apply([Gradient(value), variables[1].gradient(1)])
    #expect(variables[0].values() == value)
    // It takes no part in the norm.
    let (alone, others) = try made(useEMA: true, globalClipNorm: 0.01)
    try alone.apply([nil, others[1].gradient(1)])
    #expect(variables[1].bits == others[1].bits)
  }

  @Test func thereIsNothingButAnAccumulator() throws {
    let (optimizer, variables) = try made(useEMA: true, accumulation: 2)
    let kept = Slot.allCases.filter { optimizer.slot($0, of: variables[0]) != nil }
    #expect(kept == [.gradientAccumulator])
  }

  @Test func aStepOfNothingElseOnlyCounts() throws {
    let (optimizer, variables) = try made(useEMA: true, frequency: 1)
    let before = variables[1].bits
    try optimizer.apply([Gradient(value), nil])
    #expect(optimizer.applyCount == 1 && variables[1].bits == before)
    #expect(optimizer.slot(.average, of: variables[1])?.values() == [0, 0, 0] as [Float])
  }

  @Test func accumulationKeepsTheLarger() throws {
    let (optimizer, variables) = try made(accumulation: 2)
    let before = variables[0].bits
    try optimizer.apply([Gradient([3, -2, 5] as [Float]), nil])
    #expect(variables[0].bits == before)
    #expect(optimizer.slot(.gradientAccumulator, of: variables[0])?.values() == [3, 0, 5] as [Float])
    try optimizer.apply([Gradient([1, -7, .nan] as [Float]), nil])
    #expect(variables[0].values().prefix(2) == [3, 0] && (variables[0].values() as [Float])[2].isNaN)
    #expect(optimizer.slot(.gradientAccumulator, of: variables[0])?.values() == [0, 0, 0] as [Float])
  }

  @Test func otherDTypesAndRowsAreTaken() throws {
    let (optimizer, variables) = try made()
    try optimizer.apply([Gradient([1, 2, 3] as [Double]), nil])
    #expect(variables[0].values() == [1, 2, 3] as [Float])
    try optimizer.apply([Gradient(rows: [2, 0, 2], values: [1, 2, 3] as [Float]), nil])
    #expect(variables[0].values() == [2, 0, 4] as [Float])
  }

  @Test func averagesThatDoNotExistAreRefused() throws {
    let (optimizer, variables) = try made(useEMA: true, frequency: 2)
    let gradients = [Gradient(value), variables[1].gradient(1)]
    try optimizer.apply(gradients)
    let before = optimizer.snapshot(variables)
    expectRefusal(.invalidArgument, "ema_overwrite_frequency") { try optimizer.apply(gradients) }
    expectRefusal(.invalidArgument, "use_ema") { try optimizer.finalizeVariableValues() }
    #expect(optimizer.snapshot(variables) == before)
    try optimizer.apply([Gradient(value), nil])
  }
}
