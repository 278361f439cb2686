import KerasOptimizers
import OptimizerKernels
import Testing

/// What an observer is shown of a step, and when.
@Suite struct ObserverTests {
  /// Writes down every quantity that it is shown.
  private final class Recorder: StepObserver {
    var names: [String] = []
    var bits: [String: [UInt8]] = [:]
    var shared: [String: Double] = [:]

    func observe(_ quantity: Quantity, ofVariable index: Int, _ values: Block) {
      names.append("\(quantity.rawValue) \(index)")
      bits["\(quantity.rawValue) \(index)"] = Array(values.bytes)
    }

    func observe(_ quantity: SharedQuantity, _ dtype: DType, _ value: Double) {
      names.append("\(quantity.rawValue) \(dtype)")
      shared["\(quantity.rawValue) \(dtype)"] = value
    }
  }

  /// What the last of so many steps of two variables shows, the second without a gradient on request.
  private func record(
    _ optimizer: AdamW, _ variables: [Variable] = [.sample(1), .sample(2)], steps: Int = 1,
    missing: Bool = false
  ) throws -> Recorder {
    optimizer.build(variables)
    try optimizer.train(variables, steps: steps - 1)
    let recorder = Recorder()
    optimizer.observer = recorder
    try optimizer.apply([variables[0].gradient(1), missing ? nil : variables[1].gradient(2)])
    optimizer.observer = nil
    return recorder
  }

  private let shared = [
    "learning_rate float32", "beta_1_power float32", "beta_2_power float32", "alpha float32",
  ]

  private func each(_ names: String..., variables: [Int] = [0, 1]) -> [String] {
    variables.flatMap { index in names.map { "\($0) \(index)" } }
  }

  @Test func aPlainStepShowsDecayThenMomentsThenUpdates() throws {
    let recorder = try record(AdamW())
    var expected = each("decayed")
    for index in [0, 1] {
      expected += shared + each("momentum", "velocity", "update", "updated", variables: [index])
    }
    #expect(recorder.names == expected)
  }

  @Test func allStagesShowTheirQuantitiesInOrder() throws {
    let recorder = try record(
      AdamW(
        amsgrad: true, clipNorm: 0.5, useEMA: true, emaOverwriteFrequency: 1, lossScaleFactor: 2,
        gradientAccumulationSteps: 2), steps: 2)
    var expected = each("gradient_unscaled") + each("gradient_mean") + each("norm") + each("gradient_clipped")
    expected += each("decayed")
    for index in [0, 1] {
      expected +=
        shared + each("momentum", "velocity", "velocity_hat", "update", "updated", variables: [index])
    }
    expected += each("average") + each("overwritten")
    #expect(recorder.names == expected)
  }

  @Test func aCallThatDoesNotUpdateShowsOnlyWhatItDoes() throws {
    let recorder = try record(
      AdamW(clipNorm: 0.5, useEMA: true, lossScaleFactor: 2, gradientAccumulationSteps: 2))
    #expect(recorder.names == each("gradient_unscaled") + each("average"))
  }

  @Test func aVariableWithoutAGradientShowsOnlyItsAverage() throws {
    let recorder = try record(
      AdamW(globalClipNorm: 0.5, useEMA: true, emaOverwriteFrequency: 1, lossScaleFactor: 2), missing: true)
    #expect(recorder.names.filter { $0.hasSuffix(" 1") } == ["average 1", "overwritten 1"])
    #expect(recorder.names.contains("norm 0") && recorder.names.contains("gradient_clipped 0"))
  }

  @Test func anExcludedVariableShowsNoDecay() throws {
    let (optimizer, variables) = (try AdamW(), [Variable.sample(1), .sample(2)])
    try optimizer.excludeFromWeightDecay(variables: [variables[0]])
    let recorder = try record(optimizer, variables)
    #expect(recorder.names.filter { $0.hasPrefix("decayed") } == ["decayed 1"])
  }

  @Test func clippingByValueShowsNoNorm() throws {
    let recorder = try record(AdamW(clipValue: 0.5))
    #expect(recorder.names.prefix(2) == ["gradient_clipped 0", "gradient_clipped 1"])
    #expect(!recorder.names.contains { $0.hasPrefix("norm") })
  }

  @Test func valuesAreThoseOfTheStateTheyName() throws {
    let optimizer = try AdamW(
      learningRate: 0.5, amsgrad: true, clipValue: 0.25, useEMA: true, lossScaleFactor: 2)
    let variables = [Variable.sample(1, dtype: .float16), Variable.sample(2, dtype: .float64)]
    let recorder = try record(optimizer, variables, steps: 3)
    for (index, variable) in variables.enumerated() {
      for (name, slot) in [
        ("momentum", Slot.momentum), ("velocity_hat", .velocityHat), ("average", .average),
      ] {
        #expect(recorder.bits["\(name) \(index)"] == optimizer.slot(slot, of: variable)?.bits)
      }
      #expect(recorder.bits["updated \(index)"] == variable.bits)
    }
    #expect(
      recorder.shared["learning_rate float16"] == 0.5 && recorder.shared["learning_rate float64"] == 0.5)
    let power = Double(0.9 as Float) * Double(0.9 as Float) * Double(0.9 as Float)
    #expect(abs((recorder.shared["beta_1_power float64"] ?? 0) - power) < 1e-15)
    // Of gradients in thirty-seconds, halved and then cut at a quarter.
    let clipped = recorder.bits["gradient_clipped 1"]?.withUnsafeBytes {
      Array($0.bindMemory(to: Double.self))
    }
    #expect(clipped == numbers(2, count: 3).map { max(-0.25, min(0.25, $0 / 2)) })
  }

  @Test func anUpdateIsTheDifferenceItMakes() throws {
    // A weight of zero without decay becomes the negative update.
    let variable = Variable(zerosOf: [3], dtype: .float64)
    let recorder = try record(AdamW(weightDecay: 0, amsgrad: true), [variable, .sample()])
    let update = recorder.bits["update 0"]?.withUnsafeBytes { Array($0.bindMemory(to: Double.self)) }
    #expect(update == variable.values(as: Double.self).map { -$0 })
  }

  @Test func observingChangesNothing() throws {
    let (watched, alone) = (Variable.sample(), Variable.sample())
    let optimizers = (try AdamW(amsgrad: true, clipNorm: 0.1), try AdamW(amsgrad: true, clipNorm: 0.1))
    let recorder = Recorder()
    optimizers.0.observer = recorder
    try optimizers.0.train([watched], steps: 4)
    try optimizers.1.train([alone], steps: 4)
    #expect(optimizers.0.snapshot([watched]) == optimizers.1.snapshot([alone]))
  }
}
