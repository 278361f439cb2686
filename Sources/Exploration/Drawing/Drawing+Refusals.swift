import Conformance

extension Drawing {
  private static let refused: [[Arguments.Name: Arguments.Value]] = [
    [.clipnorm: .number(1), .clipvalue: .number(1)],
    [.gradientAccumulationSteps: .number(1)],
    [.useEMA: .flag(true), .emaMomentum: .number(1.5)],
    [.useEMA: .flag(true), .emaOverwriteFrequency: .number(-2)],
    [.weightDecay: .null],
  ]

  /// Gives arguments or gradients that Keras refuses; not on replicas, whose lists of gradients are several.
  mutating func spoil(_ testCase: inout Case) {
    if testCase.usesReplicas { return }
    if random.chance(percent: 75) {
      testCase.arguments.given.merge(random.pick(Self.refused)) { $1 }
    } else {
      let event = random.below(testCase.script.count)
      guard case .apply(var gradients) = testCase.script[event] else { return }
      // A loss scale optimizer of Keras' drops a gradient too many.
      let isLong = testCase.lossScaleOptimizer == nil && random.chance(percent: 50)
      if isLong { gradients.append(gradients[0]) } else { gradients.removeLast() }
      testCase.script[event] = .apply(gradients)
    }
  }
}
