import KerasOptimizers
import Testing

@Suite struct ReplicaTests {
  private func made(
    accumulation: Int? = nil, clipNorm: Double? = nil, lossScaleFactor: Double? = nil
  ) throws -> (AdamW, [Variable]) {
    let optimizer = try AdamW(
      learningRate: 0.1, beta1: 0, beta2: 0, clipNorm: clipNorm, lossScaleFactor: lossScaleFactor,
      gradientAccumulationSteps: accumulation)
    let variables = [Variable.sample(1, shape: [2], name: "a")]
    optimizer.build(variables)
    return (optimizer, variables)
  }

  private func momentum(_ optimizer: AdamW, _ variables: [Variable]) throws -> [Float] {
    try #require(optimizer.slot(.momentum, of: variables[0])).values()
  }

  private let first = [Gradient([3, 4] as [Float])]
  private let second = [Gradient([0, -2] as [Float])]

  @Test func gradientsAreAddedAfterEachIsClipped() throws {
    let (optimizer, variables) = try made(clipNorm: 1)
    try optimizer.apply(replicas: [first, second])
    let clipped = try momentum(optimizer, variables)
    #expect(clipped == [0.6, 0.8 - 1] as [Float])
    #expect(optimizer.applyCount == 1)
  }

  @Test func eachReplicaAccumulatesByItself() throws {
    let (optimizer, variables) = try made(accumulation: 2)
    try optimizer.apply(replicas: [first, second])
    #expect(optimizer.slot(.gradientAccumulator, of: variables[0])?.values() == [3, 4] as [Float])
    try optimizer.apply(replicas: [second, second])
    #expect(try momentum(optimizer, variables) == [1.5, -1])
    #expect(optimizer.slot(.gradientAccumulator, of: variables[0])?.values() == [0, 0] as [Float])
    // The second replica's accumulator is empty too.
    try optimizer.apply(replicas: [first, first])
    try optimizer.apply(replicas: [first, first])
    #expect(try momentum(optimizer, variables) == [6, 8])
  }

  @Test func oneReplicaIsAnOrdinaryStep() throws {
    let (ours, variables) = try made(clipNorm: 1, lossScaleFactor: 2)
    let (theirs, others) = try made(clipNorm: 1, lossScaleFactor: 2)
    for _ in 0..<3 {
      try ours.apply(replicas: [first])
      try theirs.apply(first)
    }
    #expect(ours.snapshot(variables) == theirs.snapshot(others))
  }

  @Test func moreReplicasAreAddedToo() throws {
    let (optimizer, variables) = try made()
    try optimizer.apply(replicas: [first, second, first])
    #expect(try momentum(optimizer, variables) == [6, 6])
  }

  @Test func rowsOfAllReplicasAreJoined() throws {
    let (optimizer, variables) = try made()
    let rows = [Gradient(rows: [1], values: [3] as [Float])]
    let further = [Gradient(rows: [1, 0], values: [4, 5] as [Float])]
    try optimizer.apply(replicas: [rows, further])
    #expect(try momentum(optimizer, variables) == [5, 7])
    #expect(optimizer.slot(.velocity, of: variables[0])?.values() == [25, 25] as [Float])
  }

  @Test func theFirstReplicaOverwrites() throws {
    let variable = Variable.sample(1, shape: [2])
    variable.overwriteWithGradient = true
    let optimizer = try AdamW()
    optimizer.build([variable])
    try optimizer.apply(replicas: [first, second])
    #expect(variable.values() == [3, 4] as [Float])
  }

  @Test func theScaleIsThatOfTheFirstReplica() throws {
    let inner = try AdamW(learningRate: 0.1)
    let optimizer = LossScaleOptimizer(inner, initialScale: 4)
    optimizer.build([Variable.sample(1, shape: [2])])
    let infinite = [Gradient([.infinity, 1] as [Float])]
    try optimizer.apply(replicas: [infinite, first])
    #expect(optimizer.lossScale == 2 && inner.applyCount == 0)
    try optimizer.apply(replicas: [first, infinite])
    #expect(optimizer.lossScale == 2 && inner.applyCount == 1)
  }

  @Test func replicasMustAgree() throws {
    let (optimizer, variables) = try made()
    let before = optimizer.snapshot(variables)
    for wrong in [
      [first, [nil]], [first, []], [[nil], [nil]], [first, [Gradient([1, 2] as [Double])]],
      [first, [Gradient(rows: [1], values: [3] as [Float])]], [first, [Gradient([1] as [Float])]],
    ] as [[[Gradient?]]] {
      expectRefusal(.invalidGradients, "grads") { try optimizer.apply(replicas: wrong) }
    }
    #expect(optimizer.snapshot(variables) == before)
    try optimizer.apply(replicas: [])
    try optimizer.apply(replicas: [[], []])
    #expect(optimizer.applyCount == 0)
    expectRefusal(.notBuilt, "grads") { try AdamW().apply(replicas: [first, second]) }
  }

  @Test func whatIsMadeDenseMayDiffer() throws {
    let rows = [Gradient(rows: [1], values: [3] as [Float])]
    let (accumulating, variables) = try made(accumulation: 2)
    try accumulating.apply(replicas: [first, rows])
    try accumulating.apply(replicas: [rows, first])
    #expect(try momentum(accumulating, variables) == [3, 7])
    let clipping = try AdamW(beta1: 0, globalClipNorm: 1)
    let variable = Variable.sample(1, shape: [2])
    clipping.build([variable])
    try clipping.apply(replicas: [first, rows])
    #expect(clipping.slot(.momentum, of: variable)?.values() == [0.6, 0.8 + 1] as [Float])
  }

  @Test func overwrittenVariablesMayDiffer() throws {
    let variable = Variable.sample(1, shape: [2])
    variable.overwriteWithGradient = true
    let optimizer = try AdamW()
    let other = Variable.sample(2, shape: [2])
    optimizer.build([variable, other])
    try optimizer.apply(replicas: [first + second, [nil] + second])
    #expect(variable.values() == [3, 4] as [Float])
    try optimizer.apply(replicas: [[nil] + second, [Gradient([1, 2] as [Double])] + second])
    #expect(variable.values() == [3, 4] as [Float])
    for wrong in [[first + [nil], [nil, nil]], [first + [nil], [nil] + second]] as [[[Gradient?]]] {
      expectRefusal(.invalidGradients, "grads") { try optimizer.apply(replicas: wrong) }
    }
    #expect(optimizer.applyCount == 2)
  }

  @Test func aStateThatIsLoadedIsAllReplicas() throws {
    let (optimizer, variables) = try made(accumulation: 2)
    let start = optimizer.variables
    try optimizer.apply(replicas: [[Gradient([100, 100] as [Float])], [Gradient([100, 100] as [Float])]])
    try optimizer.load(start)
    let (other, others) = try made(accumulation: 2)
    for optimizer in [optimizer, other] {
      try optimizer.apply(replicas: [first, second])
      try optimizer.apply(replicas: [first, second])
    }
    #expect(try momentum(optimizer, variables) == momentum(other, others))
  }
}
