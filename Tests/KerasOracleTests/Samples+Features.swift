import Conformance

extension Samples {
  /// A case for each feature that ``busy(_:)`` lacks, by the feature's name.
  static let features: [(feature: Feature, testCase: Case)] = [
    (.sparseGradients, steps("rows", [.apply([rows, .dense(pair)])])),
    (.lossScaleOptimizer, lossScale),
    (.constraint("MaxNorm"), constrained(.maxNorm(.init(maxValue: 2, axes: .one(0))))),
    (.constraint("NonNeg"), constrained(.nonNeg(.init()))),
    (.constraint("UnitNorm"), constrained(.unitNorm(.init(axes: .several([0, 1]))))),
    (
      .constraint("MinMaxNorm"),
      constrained(.minMaxNorm(.init(minValue: 1, rate: 0.5, axes: .all)))
    ),
    (.overwriteWithGradient, overwritten),
    (.replicas, replicas),
    (.checkpoint, steps("checkpoint", [.apply(gradients), .checkpoint, .apply(gradients)])),
    (.optimizer("Adam"), adam),
  ]

  private static let matrix = Tensor(.float32, bits: [0x3f80_0000, 0xbf00_0000, 0x3e99_999a, 0x4000_0000])
  private static let pair = Tensor(.float32, bits: [0x3dcc_cccd, 0xc040_0000])
  private static let halves = Tensor(.float32, bits: [0x3f00_0000, 0x3f00_0000, 0x3f00_0000, 0x3f00_0000])
  private static let gradients = [Gradient.dense(matrix), .dense(pair)]
  private static let rows = Gradient.rows(
    indices: [1, 1], values: Tensor(.float32, bits: [0x3dcc_cccd, 0x3e99_999a, 0xbf00_0000, 0x3f80_0000]))

  private static func steps(_ name: String, _ script: [Event]) -> Case {
    Case(
      id: "sample/\(name)",
      arguments: Arguments([.weightDecay: .number(0.1), .learningRate: .number(0.3)]),
      variables: [
        Variable(name: "kernel", shape: [2, 2], data: matrix), Variable(name: "bias", shape: [2], data: pair),
      ],
      script: script + [.apply(gradients)]
    )
  }

  private static var replicas: Case {
    let event = Event.applyReplicas([gradients, [.dense(halves), .dense(pair)]])
    var testCase = steps("replicas", [])
    testCase.script = [event, event]
    return testCase
  }

  /// The scale grows, and falls at a gradient that is not finite.
  private static var lossScale: Case {
    let infinite = Tensor(.float32, bits: [0x7f80_0000, 0])
    var testCase = steps(
      "loss-scale",
      [.apply(gradients), .apply(gradients), .apply([.dense(matrix), .dense(infinite)])]
    )
    testCase.lossScaleOptimizer = LossScaleOptimizer(initialScale: 8, dynamicGrowthSteps: 2)
    return testCase
  }

  private static func constrained(_ constraint: Constraint) -> Case {
    var testCase = steps("constraint-\(constraint.name)", [.apply(gradients)])
    testCase.variables[0].constraint = constraint
    return testCase
  }

  private static var overwritten: Case {
    var testCase = steps("overwritten", [.apply(gradients)])
    testCase.variables[1].overwriteWithGradient = true
    return testCase
  }

  private static var adam: Case {
    var testCase = steps("adam", [.apply(gradients)])
    testCase.optimizer = .adam
    testCase.arguments.given[.weightDecay] = nil
    return testCase
  }
}
