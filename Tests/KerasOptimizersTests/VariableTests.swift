import KerasOptimizers
import Testing

@Suite struct VariableTests {
  @Test func aDTypeIsPrintedByItsName() {
    #expect(DType.allCases.map { "\($0)" } == ["float32", "float64", "float16", "bfloat16"])
  }

  @Test func aVariableHoldsItsElements() {
    let variable = Variable([1, 2, 3, 4, 5, 6] as [Float], shape: [2, 3], name: "kernel")
    #expect(variable.name == "kernel" && variable.shape == [2, 3] && variable.count == 6)
    #expect(variable.dtype == .float32)
    #expect(variable.values() == [1, 2, 3, 4, 5, 6] as [Float])
    variable.assign([6, 5, 4, 3, 2, 1] as [Float])
    #expect(variable.values() == [6, 5, 4, 3, 2, 1] as [Float])
    #expect(variable.bytes.count == 24)
  }

  @Test func defaultsAreOneAxisAndZeros() {
    #expect(Variable([1, 2] as [Double]).shape == [2])
    #expect(Variable([1, 2] as [Double]).name == "variable")
    let zeros = Variable(zerosOf: [2, 2])
    #expect(zeros.dtype == .float32 && zeros.values() == [0, 0, 0, 0] as [Float])
  }

  @Test func bitsAreKept() {
    let patterns: [UInt32] = [0x7FC0_1234, 1, 0x8000_0000]
    let variable = Variable(patterns.map { Float(bitPattern: $0) })
    #expect(variable.values(as: Float.self).map(\.bitPattern) == patterns)
    let half = Variable([BFloat16(bitPattern: 0x7FC1)])
    #expect(half.values(as: BFloat16.self).map(\.bitPattern) == [0x7FC1])
  }

  @Test(arguments: DType.allCases)
  func scalarsAndEmptyVariablesAreUpdated(dtype: DType) throws {
    let shapes = [[], [0], [2, 0, 3], [1]]
    let variables = shapes.map { Variable.sample(shape: $0, dtype: dtype) }
    #expect(variables.map(\.count) == [1, 0, 0, 1])
    for optimizer in [
      try AdamW(learningRate: 0.1, amsgrad: true, clipNorm: 1, useEMA: true, emaOverwriteFrequency: 2),
      try AdamW(globalClipNorm: 1, lossScaleFactor: 2, gradientAccumulationSteps: 2),
    ] {
      for step in 1...4 { try optimizer.apply(variables.map { $0.gradient(step) }, to: variables) }
    }
    // A scalar is what a vector of one is.
    #expect(variables[0].bits == variables[3].bits)
    let empty = Variable.sample(shape: [0], dtype: dtype)
    try AdamW(globalClipNorm: 1).train([empty], steps: 2)
    #expect(empty.bits.isEmpty)
  }

  /// Steps with views of memory, whose margins must stay as they are.
  private func compare<S: Scalar & BinaryFloatingPoint>(_ scalar: S.Type) throws {
    let (count, margin) = (11, 5)
    var memory = numbers(1, count: count + 2 * margin).map { S($0) }
    let before = memory
    let copy = Variable(Array(memory[margin..<margin + count]))
    try memory.withUnsafeMutableBufferPointer { memory in
      let part = memory.extracting(margin..<margin + count)
      let view = Variable(updating: part)
      #expect(view.shape == [count] && view.dtype == S.dtype)
      #expect(view.bytes.baseAddress == UnsafeMutableRawPointer(part.baseAddress))
      let optimizers = (try AdamW(learningRate: 0.1, clipNorm: 1), try AdamW(learningRate: 0.1, clipNorm: 1))
      for step in 0..<5 {
        let gradients = numbers(step, count: count).map { S($0) }
        try gradients.withUnsafeBufferPointer { gradients in
          try optimizers.0.apply([Gradient(viewing: gradients)], to: [view])
        }
        try optimizers.1.apply([Gradient(gradients)], to: [copy])
        #expect(view.bytes.baseAddress == UnsafeMutableRawPointer(part.baseAddress))
        #expect(Array(part) == copy.values(as: S.self))
      }
    }
    #expect(memory[..<margin] == before[..<margin])
    #expect(memory[(margin + count)...] == before[(margin + count)...])
  }

  @Test func viewsAreUpdatedInPlace() throws {
    try compare(Float.self)
    try compare(Double.self)
    try compare(Float16.self)
  }

  @Test func rawViewsAreUpdatedInPlace() throws {
    let source = Variable.sample(1, shape: [2, 2], dtype: .bfloat16)
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 8, alignment: 2)
    defer { memory.deallocate() }
    memory.copyMemory(from: UnsafeRawBufferPointer(source.bytes))
    let view = Variable(updating: memory, dtype: .bfloat16, shape: [2, 2], name: "view")
    try AdamW(learningRate: 0.5).train([view], steps: 1)
    try AdamW(learningRate: 0.5).train([source], steps: 1)
    #expect(Array(memory) == source.bits)
    #expect(view.name == "view" && view.shape == [2, 2])
  }

  @Test func emptyMemoryIsAViewToo() throws {
    let view = Variable(updating: UnsafeMutableBufferPointer<Float>(start: nil, count: 0))
    let gradient = Gradient(viewing: UnsafeBufferPointer<Float>(start: nil, count: 0))
    try AdamW().apply([gradient], to: [view])
    #expect(view.values(as: Float.self) == [])
  }

  @Test func gradientsKnowWhatTheyHold() {
    let copied = Gradient([1, 2, 3, 4] as [Double], shape: [2, 2])
    #expect(copied.dtype == .float64 && copied.count == 4 && copied.shape == [2, 2])
    #expect(Gradient([1, 2] as [Float]).shape == nil)
    let bytes: [UInt8] = [0, 0, 0x80, 0x3F]
    bytes.withUnsafeBytes {
      #expect(Gradient(copying: $0, dtype: .float32).count == 1)
      #expect(Gradient(viewing: $0, dtype: .bfloat16, shape: [2]).count == 2)
    }
  }

  @Test func misuseTraps() async {
    await #expect(processExitsWith: .failure) { _ = Variable([1, 2] as [Float], shape: [3]) }
    await #expect(processExitsWith: .failure) { _ = Variable(zerosOf: [-1]) }
    await #expect(processExitsWith: .failure) { Variable(zerosOf: [2]).assign([1] as [Float]) }
    await #expect(processExitsWith: .failure) { Variable(zerosOf: [1]).assign([1] as [Double]) }
    await #expect(processExitsWith: .failure) { _ = Variable(zerosOf: [1]).values(as: Float16.self) }
    await #expect(processExitsWith: .failure) {
      var memory: [Float] = [1, 2, 3]
      memory.withUnsafeMutableBufferPointer { _ = Variable(updating: $0, shape: [2]) }
    }
    await #expect(processExitsWith: .failure) {
      ([1, 2, 3] as [UInt8]).withUnsafeBytes { _ = Gradient(copying: $0, dtype: .float16) }
    }
  }

  @Test func anEmptyShapeMayHaveAnyOtherExtent() throws {
    let variable = Variable(zerosOf: [0, 1 << 40, 1 << 40])
    #expect(variable.count == 0)
    expectRefusal(.invalidGradients, "grads") {
      try AdamW().apply([Gradient(rows: [-1], values: [1] as [Float])], to: [variable])
    }
    try AdamW().apply([Gradient(rows: [], values: [] as [Float])], to: [variable])
  }
}
