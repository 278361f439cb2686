import Conformance

extension Drawing {
  /// A state such as a run may have left.
  mutating func state(for testCase: Case) -> State {
    var state = State(iterations: random.pick([0, 1, 7, 254, 1000, 65_519, 16_777_217]))
    if case .number = testCase.arguments.learningRate {
      state.learningRate = Tensor(.float32, bits: [random.float32(exponents: -13...0)])
    }
    for slot in State.Slot.allCases where testCase.keeps(slot) {
      state.slots[slot] = testCase.variables.map { variable in
        if variable.overwriteWithGradient, slot != .gradientAccumulator { return nil }
        let tensor = tensor(variable.dtype, count: variable.count, below: random.integer(-10...1))
        return slot == .velocity || slot == .velocityHat ? tensor.magnitudes : tensor
      }
    }
    if testCase.lossScaleOptimizer != nil {
      state.lossScale = Tensor(.float32, bits: [random.float32(exponents: -8...18)])
      state.stepCounter = random.integer(0...3)
    }
    return state
  }
}

extension Tensor {
  fileprivate var magnitudes: Tensor { Tensor(dtype, bits: bits.map { $0 & ~dtype.sign }) }
}
