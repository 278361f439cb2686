import KerasOptimizers
import Testing

@Suite struct ArgumentTests {
  @Test func defaultsAreThoseOfKeras() throws {
    let optimizer = try AdamW()
    #expect(optimizer.learningRate == 0.001)
    #expect(optimizer.weightDecay == 0.004)
    #expect(optimizer.beta1.value == 0.9)
    #expect(optimizer.beta2.value == 0.999)
    #expect(optimizer.epsilon == 1e-7)
    #expect(!optimizer.amsgrad)
    #expect(optimizer.clipNorm == nil)
    #expect(optimizer.clipValue == nil)
    #expect(optimizer.globalClipNorm == nil)
    #expect(!optimizer.useEMA)
    #expect(optimizer.emaMomentum == 0.99)
    #expect(optimizer.emaOverwriteFrequency == nil)
    #expect(optimizer.lossScaleFactor == nil)
    #expect(optimizer.gradientAccumulationSteps == nil)
    #expect(optimizer.name == "adamw")
    #expect(optimizer.applyCount == 0 && optimizer.iterations == 0)
    #expect(!optimizer.isBuilt && optimizer.trainableVariables.isEmpty)
  }

  @Test func argumentsAreKept() throws {
    let optimizer = try AdamW(
      learningRate: 0.5, weightDecay: 0.25, beta1: 0.5, beta2: 0, epsilon: 2, amsgrad: true, clipNorm: 3,
      useEMA: true, emaMomentum: 0.75, emaOverwriteFrequency: 7, lossScaleFactor: 128,
      gradientAccumulationSteps: 4, name: "mine")
    #expect(optimizer.learningRate == 0.5)
    #expect(optimizer.weightDecay == 0.25)
    #expect(optimizer.beta1.value == 0.5)
    #expect(optimizer.beta2.value == 0)
    #expect(optimizer.epsilon == 2)
    #expect(optimizer.amsgrad)
    #expect(optimizer.clipNorm == 3)
    #expect(optimizer.useEMA)
    #expect(optimizer.emaMomentum == 0.75)
    #expect(optimizer.emaOverwriteFrequency == 7)
    #expect(optimizer.lossScaleFactor == 128)
    #expect(optimizer.gradientAccumulationSteps == 4)
    #expect(optimizer.name == "mine")
    #expect(try AdamW(clipValue: 2).clipValue == 2)
    #expect(try AdamW(globalClipNorm: 2).globalClipNorm == 2)
  }

  @Test func argumentsAreGivenTogetherToo() throws {
    var arguments = Adam.Arguments.adamW
    arguments.epsilon = 2
    arguments.gradientAccumulationSteps = 4
    let optimizer = try AdamW(arguments)
    #expect(optimizer.epsilon == 2 && optimizer.arguments.gradientAccumulationSteps == 4)
    #expect(optimizer.weightDecay == 0.004 && optimizer.name == "adamw")
    #expect(try Adam(Adam.Arguments()).weightDecay == nil)
    #expect(AdamConfiguration().learningRate == .constant(Double(0.001 as Float)))
    expectRefusal(.invalidArgument, "weight_decay") { _ = try AdamW(Adam.Arguments()) }
    arguments.gradientAccumulationSteps = 1
    expectRefusal(.invalidArgument, "gradient_accumulation_steps") { _ = try Adam(arguments) }
  }

  @Test func argumentsThatChangeAreThoseOfNow() throws {
    let optimizer = try AdamW(learningRate: 0.5, lossScaleFactor: 2)
    try optimizer.setLearningRate(0.25)
    _ = LossScaleOptimizer(optimizer)
    guard case .constant(0.25) = optimizer.arguments.learningRate else {
      Issue.record("\(optimizer.arguments.learningRate)")
      return
    }
    #expect(optimizer.arguments.lossScaleFactor == nil)
  }

  @Test(arguments: [1, -1, -2])
  func accumulationStepsAreTwoOrMore(steps: Int) {
    expectRefusal(.invalidArgument, "gradient_accumulation_steps") {
      _ = try AdamW(gradientAccumulationSteps: steps)
    }
  }

  @Test(arguments: [-0.001, 1.001, -.infinity, .infinity])
  func theMomentumOfTheAverageIsAFraction(momentum: Double) throws {
    expectRefusal(.invalidArgument, "ema_momentum") { _ = try AdamW(useEMA: true, emaMomentum: momentum) }
    #expect(
      try AdamW(emaMomentum: momentum).emaMomentum == momentum, "Without an average it is not looked at.")
  }

  @Test(arguments: [-1, -5])
  func theFrequencyOfOverwritingIsNotNegative(frequency: Int) throws {
    expectRefusal(.invalidArgument, "ema_overwrite_frequency") {
      _ = try AdamW(useEMA: true, emaOverwriteFrequency: frequency)
    }
    #expect(try AdamW(emaOverwriteFrequency: frequency).emaOverwriteFrequency == frequency)
  }

  @Test(arguments: [-1, 0, 1])
  func thereIsOneClipArgumentAtMostEvenIfItIsOff(value: Double) {
    expectRefusal(.invalidArgument, "clipnorm") { _ = try AdamW(clipNorm: value, clipValue: 1) }
    expectRefusal(.invalidArgument, "clipnorm") { _ = try AdamW(clipNorm: 1, globalClipNorm: value) }
    expectRefusal(.invalidArgument, "clipvalue") { _ = try AdamW(clipValue: value, globalClipNorm: 1) }
    expectRefusal(.invalidArgument, "clipnorm") {
      _ = try AdamW(clipNorm: value, clipValue: value, globalClipNorm: value)
    }
  }

  @Test func theWeightDecayIsANumber() {
    expectRefusal(.invalidArgument, "weight_decay") { _ = try AdamW(weightDecay: nil) }
  }

  /// What an optimizer does that is constructed so.
  private func trained(_ make: () throws -> AdamW) throws -> [[UInt8]] {
    let optimizer = try make()
    let variables = [Variable.sample(1), Variable.sample(2, shape: [2, 3])]
    try optimizer.train(variables, steps: 7)
    return variables.map(\.bits)
  }

  @Test func argumentsThatAreOffDoNothing() throws {
    let plain = try trained { try AdamW() }
    for off in [0, -0.0, -1, -.infinity, .nan] {
      #expect(try trained { try AdamW(clipNorm: off) } == plain)
      #expect(try trained { try AdamW(clipValue: off) } == plain)
      #expect(try trained { try AdamW(globalClipNorm: off) } == plain)
    }
    #expect(try trained { try AdamW(gradientAccumulationSteps: 0) } == plain)
    #expect(try trained { try AdamW(useEMA: true, emaOverwriteFrequency: 0) } == plain)
    #expect(try trained { try AdamW(useEMA: true) } == plain)
    #expect(try trained { try AdamW(emaOverwriteFrequency: 1) } == plain)
    #expect(try trained { try AdamW(lossScaleFactor: 1) } == plain)
    #expect(try trained { try AdamW(clipValue: .infinity) } == plain)
  }

  @Test func everyArgumentDoesSomething() throws {
    let plain = try trained { try AdamW() }
    #expect(try trained { try AdamW(learningRate: 0.002) } != plain)
    #expect(try trained { try AdamW(weightDecay: 0) } != plain)
    #expect(try trained { try AdamW(beta1: 0.8) } != plain)
    #expect(try trained { try AdamW(beta2: 0.99) } != plain)
    #expect(try trained { try AdamW(epsilon: 1e-3) } != plain)
    #expect(try trained { try AdamW(amsgrad: true) } != plain)
    #expect(try trained { try AdamW(clipNorm: 0.1) } != plain)
    #expect(try trained { try AdamW(clipValue: 0.1) } != plain)
    #expect(try trained { try AdamW(globalClipNorm: 0.1) } != plain)
    #expect(try trained { try AdamW(useEMA: true, emaOverwriteFrequency: 2) } != plain)
    #expect(try trained { try AdamW(lossScaleFactor: 3) } != plain)
    #expect(try trained { try AdamW(gradientAccumulationSteps: 2) } != plain)
  }

  @Test func errorsCanBeMadeAndComparedAndRead() {
    let error = OptimizerError(category: .invalidArgument, argument: "steps", message: "Too few.")
    #expect(error.description == "steps: Too few.")
    #expect(error == OptimizerError(category: .invalidArgument, argument: "steps", message: "Too few."))
    #expect(error != OptimizerError(category: .notBuilt, argument: "steps", message: "Too few."))
    #expect(OptimizerError.Category.invalidArgument.rawValue == "invalid_argument")
    #expect(OptimizerError.Category.invalidGradients.rawValue == "invalid_gradients")
    #expect(OptimizerError.Category.notBuilt.rawValue == "not_built")
  }
}
