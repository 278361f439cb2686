import Conformance

extension Drawing {
  private static let names = ["kernel", "bias", "norm/scale", "norm/bias", "encoder/kernel", "gate"]
  private static let patterns = ["bias", "^norm/", "kernel:0$", "scale|gate", "[kb]", "nothing"]
  private static let shapes: [[Int]] = [
    [], [1], [1], [3], [3], [0], [2, 3], [5], [2, 0], [8], [4, 1, 3], [17],
  ]
  private static let special = [
    0, -0.0, .infinity, -.infinity, .nan, 65504, 3e38, .greatestFiniteMagnitude, 1,
  ]
  private static let subnormal = [0x1p-133, -0x1p-1030, 0x1p-149, -0x0.fffffep-126]

  mutating func variables() -> [Variable] {
    let isMixed = capabilities.dtypes.count > 1 && has(.mixedDTypes) && random.chance(0.2)
    let common = random.pick(capabilities.dtypes)
    return random.sample(Self.names, count: random.pick([1, 1, 2, 2, 3, 4])).map { name in
      let dtype = isMixed ? random.pick(capabilities.dtypes) : common
      let shape = shape()
      let size = random.number(0x1p-10, 4)
      let data = tensor(dtype, count: shape.reduce(1, *), magnitude: size, special: 0.02)
      return Variable(name: name, shape: shape, data: data)
    }
  }

  /// Mostly a few elements; now and then so many that the order of a sum shows.
  private mutating func shape() -> [Int] {
    if random.chance(0.01) { return [random.integer(1000...6000)] }
    if random.chance(0.15) { return [random.integer(18...300)] }
    return random.pick(Self.shapes)
  }

  /// Numbers up to a magnitude, or with some probability special ones among them.
  mutating func tensor(_ dtype: DType, count: Int, magnitude: Double, special: Double = 0) -> Tensor {
    let isPeculiar = random.chance(special)
    // Numbers of few digits meet each other, thresholds and zero exactly.
    let isCoarse = random.chance(0.15)
    let strange = Self.special + (has(.flushSubnormals) ? Self.subnormal : [])
    return Tensor(
      dtype,
      bits: (0..<count).map { _ in
        if isPeculiar, random.chance(0.2) { return dtype.bits(nearestTo: random.pick(strange)) }
        let factor = isCoarse ? Double(random.integer(-4...4)) / 4 : 2 * random.unit() - 1
        return dtype.bits(nearestTo: magnitude * factor)
      }
    )
  }

  mutating func exclusion(_ count: Int) -> Exclusion {
    if random.chance(0.5) {
      return Exclusion(variableNames: random.sample(Self.patterns, count: random.integer(1...2)))
    }
    return Exclusion(variables: random.sample(Array(0..<count), count: random.integer(0...count)).sorted())
  }

  /// A state such as a run may have left.
  mutating func state(for testCase: Case) -> State {
    var state = State(iterations: random.pick([0, 1, 7, 254, 1000, 65_519, 16_777_217]))
    if case .number = testCase.arguments.learningRate {
      state.learningRate = Tensor(
        .float32, bits: [DType.float32.bits(nearestTo: random.number(0x1p-13, 1))])
    }
    for slot in State.Slot.allCases where testCase.keeps(slot) {
      state.slots[slot] = testCase.variables.map { variable in
        if variable.overwriteWithGradient, slot != .gradientAccumulator { return nil }
        let size = random.number(0x1p-10, 2)
        let tensor = tensor(variable.dtype, count: variable.count, magnitude: size)
        return slot == .velocity || slot == .velocityHat ? tensor.magnitudes : tensor
      }
    }
    if let scaling = testCase.lossScaleOptimizer {
      let scale = 4 * (scaling.initialScale ?? 32768)
      state.lossScale = Tensor(.float32, bits: [DType.float32.bits(nearestTo: scale)])
      state.stepCounter = random.integer(0...3)
    }
    return state
  }
}

extension Case {
  /// Whether the optimizer has slots of a kind.
  func keeps(_ slot: State.Slot) -> Bool {
    switch slot {
    case .momentum, .velocity: true
    case .velocityHat: arguments.amsgrad
    case .average: arguments.useEMA
    case .gradientAccumulator: (arguments.gradientAccumulationSteps ?? 0) > 0
    }
  }
}

extension Tensor {
  fileprivate var magnitudes: Tensor { Tensor(dtype, bits: bits.map { $0 & ~dtype.sign }) }
}
