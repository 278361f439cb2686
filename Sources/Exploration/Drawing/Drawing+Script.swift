import Conformance

extension Drawing {
  /// Applies, with what else may happen between them.
  mutating func script(for testCase: Case) -> [Event] {
    let missing = has(.missingGradients) && random.chance(percent: 25) ? 25 : 0
    let peculiar = random.chance(percent: 15) ? 25 : 0
    let magnitude = magnitude()
    let dtype = gradientDType(for: testCase)
    let accumulates = testCase.arguments.gradientAccumulationSteps ?? 0 > 1
    let count = random.integer(1...(accumulates ? 9 : 6))
    var script: [Event] = []
    for _ in 0..<count {
      if has(.assignLearningRate), random.chance(percent: 8), takesRates(testCase.arguments) {
        script.append(.learningRate(random.number(exponents: -13...0)))
      }
      if has(.finalize), random.chance(percent: 5) { script.append(.finalize) }
      let exponent = magnitude + random.integer(-3...3)
      var gradients = testCase.variables.indices.map { index in
        random.chance(percent: missing)
          ? .missing : gradient(of: index, in: testCase, dtype, below: exponent, peculiar)
      }
      if gradients.allSatisfy({ $0 == .missing }), !(has(.errors) && random.chance(percent: 5)) {
        gradients[0] = gradient(of: 0, in: testCase, dtype, below: exponent, peculiar)
      }
      script.append(.apply(gradients))
    }
    return script
  }

  /// Whether the learning rate can be assigned: mostly where Keras takes that.
  private mutating func takesRates(_ arguments: Arguments) -> Bool {
    guard case .schedule = arguments.learningRate else { return true }
    return has(.errors) && random.chance(percent: 5)
  }

  /// A type for all gradients, mostly where Keras takes them, or nil: each its variable's.
  private mutating func gradientDType(for testCase: Case) -> DType? {
    guard has(.gradientDType) else { return nil }
    let isMixed = Set(testCase.variables.map(\.dtype)).count > 1
    let needsOne = isMixed && testCase.arguments.globalClipnorm ?? 0 > 0
    let accumulates = testCase.arguments.gradientAccumulationSteps ?? 0 > 0
    let refused = has(.errors) ? 2 : 0
    guard random.chance(percent: needsOne ? 90 : accumulates ? refused : 12) else { return nil }
    return random.pick(capabilities.dtypes)
  }

  private mutating func gradient(
    of index: Int,
    in testCase: Case,
    _ dtype: DType?,
    below exponent: Int,
    _ peculiar: Int
  ) -> Gradient {
    let dtype = dtype ?? testCase.variables[index].dtype
    return .dense(
      tensor(
        dtype, count: testCase.variables[index].count, below: exponent, peculiar: peculiar,
        subnormals: testCase.promisesSubnormals(dtype)))
  }
}

extension Case {
  /// Whether the specification says what becomes of a subnormal gradient: not of one that passes through the
  /// minimum and the maximum of a clipping unchanged, which bfloat16's do or do not by their place.
  func promisesSubnormals(_ dtype: DType) -> Bool { dtype != .bfloat16 || arguments.clipvalue ?? 0 <= 0 }
}
