import KerasOptimizers
import Testing

extension Adam {
  /// Applies gradients to parameters, both in arrays.
  fileprivate func step<S: Scalar>(_ gradients: [S], _ parameters: inout [S]) throws {
    var span = parameters.mutableSpan
    try apply(gradients.span, to: &span)
  }
}

/// Parameters in memory that the caller owns and hands over call by call.
@Suite struct SpanTests {
  private static let shapes = [[3], [], [2, 0], [2, 4], [41]]
  private static let count = 53

  private func make() throws -> AdamW {
    try AdamW(
      learningRate: 0.1, weightDecay: 0.1, amsgrad: true, globalClipNorm: 0.5, useEMA: true,
      emaOverwriteFrequency: 3, lossScaleFactor: 2, gradientAccumulationSteps: 2)
  }

  /// Runs the same steps on a span and on variables, and compares all of the weights and the state.
  private func compare<S: Scalar & BinaryFloatingPoint>(_ scalar: S.Type) throws {
    var parameters = numbers(1, count: Self.count).map { S($0) }
    let variables = views(of: parameters).enumerated().map {
      Variable($1, shape: Self.shapes[$0], name: "v\($0)")
    }
    let (spans, plain) = (try make(), try make())
    spans.build(shapes: Self.shapes, dtype: S.dtype, names: (0..<5).map { "v\($0)" })
    for optimizer in [spans, plain] { try optimizer.excludeFromWeightDecay(names: ["v3"]) }
    plain.build(variables)
    for step in 0..<8 {
      let gradients = numbers(step + 10, count: Self.count).map { S($0) }
      try spans.step(gradients, &parameters)
      try plain.apply(views(of: gradients).map { Gradient($0) })
      #expect(views(of: parameters) == variables.map { $0.values(as: S.self) }, "step \(step)")
      #expect(state(spans) == state(plain), "step \(step)")
    }
    var span = parameters.mutableSpan
    try spans.finalizeVariableValues(of: &span)
    try plain.finalizeVariableValues()
    #expect(views(of: parameters) == variables.map { $0.values(as: S.self) })
  }

  private func views<S>(of elements: [S]) -> [[S]] {
    var rest = elements[...]
    return Self.shapes.map { shape in
      defer { rest = rest.dropFirst(shape.reduce(1, *)) }
      return Array(rest.prefix(shape.reduce(1, *)))
    }
  }

  private func state(_ optimizer: AdamW) -> [[[UInt8]?]] {
    optimizer.trainableVariables.map { variable in
      Slot.allCases.map { optimizer.slot($0, of: variable)?.bits }
    }
  }

  @Test func float32IsAsWithVariables() throws { try compare(Float.self) }
  @Test func float64IsAsWithVariables() throws { try compare(Double.self) }
  @Test func float16IsAsWithVariables() throws { try compare(Float16.self) }

  @Test func bfloat16IsAsWithVariables() throws {
    var parameters = [BFloat16(1.5), BFloat16(-0.25), BFloat16(3)]
    let variable = Variable(parameters)
    let (spans, plain) = (try AdamW(beta2: 0.99), try AdamW(beta2: 0.99))
    for _ in 0..<4 {
      let gradients = [BFloat16(0.5), BFloat16(-1), BFloat16(0.125)]
      try spans.step(gradients, &parameters)
      try plain.apply([Gradient(gradients)], to: [variable])
      #expect(parameters.map(\.bitPattern) == variable.values(as: BFloat16.self).map(\.bitPattern))
    }
  }

  @Test func theFirstCallBuildsForOneVariable() throws {
    var parameters = numbers(1, count: 7).map { Float($0) }
    let variable = Variable(parameters)
    let (spans, plain) = (try AdamW(clipNorm: 0.1), try AdamW(clipNorm: 0.1))
    let gradients = numbers(2, count: 7).map { Float($0) }
    try spans.step(gradients, &parameters)
    try plain.apply([Gradient(gradients)], to: [variable])
    #expect(parameters == variable.values())
    #expect(spans.trainableVariables.map(\.shape) == [[7]])
    #expect(spans.trainableVariables.map(\.name) == ["variable_0"])
  }

  @Test func aPartOfAnArrayIsUpdatedWhereItIs() throws {
    var memory = numbers(1, count: 10).map { Float($0) }
    let before = memory
    let optimizer = try AdamW(learningRate: 0.1)
    try memory.withUnsafeMutableBufferPointer { memory in
      let address = memory.baseAddress
      let gradients: [Float] = [1, 1, 1, 1]
      var part = MutableSpan(_unsafeElements: memory.extracting(3..<7))
      try optimizer.apply(gradients.span, to: &part)
      #expect(memory.baseAddress == address)
    }
    #expect(memory[..<3] == before[..<3] && memory[7...] == before[7...])
    #expect(zip(memory[3..<7], before[3..<7]).allSatisfy { $0 < $1 })
  }

  @Test func noParametersAreUpdatedToo() throws {
    var parameters: [Float] = []
    let optimizer = try AdamW()
    try optimizer.step([], &parameters)
    #expect(optimizer.applyCount == 1)
  }

  @Test func theNumberOfGradientsIsThatOfTheParameters() throws {
    var parameters: [Float] = [1, 2, 3]
    let optimizer = try AdamW()
    expectRefusal(.invalidGradients, "grads") {
      try optimizer.step([1, 2], &parameters)
    }
    #expect(parameters == [1, 2, 3])
    #expect(!optimizer.isBuilt && optimizer.applyCount == 0)
  }

  @Test func theParametersAreThoseThatTheOptimizerWasBuiltFor() throws {
    var (parameters, wide): ([Float], [Double]) = ([1, 2, 3], [1, 2, 3])
    let lent = try AdamW()
    lent.build(shapes: [[2], [2]])
    let float64 = try AdamW()
    float64.build(shapes: [[3]], dtype: .float64)
    let owning = try AdamW()
    owning.build([Variable([1, 2, 3] as [Float])])
    for optimizer in [lent, float64, owning] {
      expectRefusal(.invalidArgument, "trainable_variables") {
        try optimizer.step([1, 2, 3], &parameters)
      }
      expectRefusal(.invalidArgument, "trainable_variables") {
        var span = parameters.mutableSpan
        try optimizer.finalizeVariableValues(of: &span)
      }
      #expect(optimizer.applyCount == 0)
    }
    expectRefusal(.invalidArgument, "trainable_variables") {
      try owning.step([1, 2, 3], &wide)
    }
    #expect(parameters == [1, 2, 3] && wide == [1, 2, 3])
  }

  @Test func finalizingNeedsTheParametersToo() throws {
    var parameters: [Float] = [1, 2, 3]
    let optimizer = try AdamW(useEMA: true)
    optimizer.build(shapes: [[3]])
    do {
      var span = parameters.mutableSpan
      try optimizer.finalizeVariableValues(of: &span)
    }
    #expect(parameters == [0, 0, 0], "Before the first step the averages are zero.")
  }

  @Test func memoryThatIsNotThereIsNotWrittenTo() async throws {
    let optimizer = try AdamW(useEMA: true)
    optimizer.build(shapes: [[3], [0]])
    let gradients = [Gradient([1, 2, 3] as [Float]), nil]
    expectRefusal(.invalidArgument, "trainable_variables") { try optimizer.apply(gradients) }
    expectRefusal(.invalidArgument, "trainable_variables") {
      try optimizer.apply(gradients, to: optimizer.trainableVariables)
    }
    expectRefusal(.invalidArgument, "trainable_variables") { try optimizer.finalizeVariableValues() }
    #expect(optimizer.applyCount == 0)
    #expect(optimizer.trainableVariables[1].values(as: Float.self) == [])
    await #expect(processExitsWith: .failure) {
      let optimizer = try AdamW()
      optimizer.build(shapes: [[3]])
      _ = optimizer.trainableVariables[0].values(as: Float.self)
    }
  }

  @Test func finalizingBeforeBuildingIsAsWithVariables() throws {
    var parameters: [Float] = [1, 2]
    var span = parameters.mutableSpan
    try AdamW().finalizeVariableValues(of: &span)
    let averaging = try AdamW(useEMA: true)
    var error: OptimizerError?
    do throws(OptimizerError) { try averaging.finalizeVariableValues(of: &span) } catch let refused {
      error = refused
    }
    #expect(error?.category == .notBuilt && error?.argument == "var_list")
  }

  @Test func noVariablesAreNoStep() throws {
    let optimizer = try AdamW()
    optimizer.build(shapes: [])
    var parameters: [Float] = []
    try optimizer.step([], &parameters)
    #expect(optimizer.applyCount == 0)
  }
}
