import Conformance

extension Drawing {
  /// Puts a loss scale optimizer around the optimizer, now and then with Keras' defaults.
  mutating func scaleLoss(in testCase: inout Case) {
    testCase.lossScaleOptimizer = LossScaleOptimizer()
    if random.chance(percent: 10) { return }
    let isPlain = random.chance(percent: 67)
    testCase.lossScaleOptimizer = LossScaleOptimizer(
      initialScale: isPlain ? random.pick([2, 1024]) : random.number(exponents: -10...16),
      dynamicGrowthSteps: random.pick([0, 1, 2, 3, 2000])
    )
  }
}
