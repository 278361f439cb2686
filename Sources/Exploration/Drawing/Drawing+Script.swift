import Conformance

extension Drawing {
  /// Applies, with what else may happen between them.
  mutating func script(for testCase: Case) -> [Event] {
    let variables = testCase.variables
    var isScheduled = false
    if case .schedule = testCase.arguments.learningRate { isScheduled = true }
    let missing = has(.missingGradients) && random.chance(0.25) ? 0.25 : 0
    let special = random.chance(0.12) ? 0.2 : 0
    let magnitude = magnitude()
    let dtype = gradientDType(for: testCase)
    let cycle = Int(testCase.arguments.gradientAccumulationSteps ?? 1)
    var script: [Event] = []
    for _ in 0..<random.integer(1...(cycle > 1 ? 9 : 6)) {
      if has(.assignLearningRate), random.chance(0.08), !isScheduled || (has(.errors) && random.chance(0.05))
      {
        script.append(.learningRate(random.number(0x1p-13, 1)))
      }
      if has(.finalize), random.chance(0.05) { script.append(.finalize) }
      let size = magnitude * Double(sign: .plus, exponent: random.integer(-3...3), significand: 1)
      var gradients = variables.map { variable in
        random.chance(missing) ? Gradient.missing : gradient(of: variable, in: dtype, size, special)
      }
      if gradients.allSatisfy({ $0 == .missing }), !(has(.errors) && random.chance(0.05)) {
        gradients[0] = gradient(of: variables[0], in: dtype, size, special)
      }
      script.append(.apply(gradients))
    }
    return script
  }

  /// Mostly ordinary; now and then so small or so large that squares leave the range.
  mutating func magnitude() -> Double {
    let kind = random.unit()
    if kind < 0.08, has(.flushSubnormals) { return random.number(0x1p-83, 0x1p-50) }
    return kind < 0.12 ? random.number(0x1p26, 0x1p83) : random.number(0x1p-10, 10)
  }

  /// A type for all gradients, mostly where Keras takes them, or nil: each its variable's.
  private mutating func gradientDType(for testCase: Case) -> DType? {
    guard has(.gradientDType) else { return nil }
    let isMixed = Set(testCase.variables.map(\.dtype)).count > 1
    let needsOne = isMixed && (testCase.arguments.globalClipnorm ?? 0) > 0
    let accumulates = (testCase.arguments.gradientAccumulationSteps ?? 0) > 0
    let refused = has(.errors) ? 0.02 : 0
    guard random.chance(needsOne ? 0.9 : accumulates ? refused : 0.12) else { return nil }
    return random.pick(capabilities.dtypes)
  }

  private mutating func gradient(of variable: Variable, in dtype: DType?, _ size: Double, _ special: Double)
    -> Gradient
  {
    .dense(tensor(dtype ?? variable.dtype, count: variable.count, magnitude: size, special: special))
  }
}
