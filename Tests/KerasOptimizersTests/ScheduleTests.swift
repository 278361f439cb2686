import KerasOptimizers
import Testing

@Suite struct ScheduleTests {
  /// The start, both sides of every edge, and far beyond, against Keras.
  @Test func everyScheduleIsKeras() throws {
    let checks = try StoredNumerics.load().schedules
    #expect(checks.count == 26)
    for check in checks {
      let optimizer = try AdamW(learningRate: .schedule(try check.config.schedule(check.schedule)))
      let expected = decode(check.bits, as: UInt32.self).map { Float(bitPattern: $0) }
      try #require(expected.count == check.steps.count)
      let wrong = zip(check.steps, expected).filter { step, expected in
        optimizer.setApplyCount(step)
        let rate = optimizer.learningRate
        return rate.bitPattern != expected.bitPattern && !(rate.isNaN && expected.isNaN)
      }
      #expect(wrong.isEmpty, "\(check.schedule) \(check.config): \(wrong.map(\.0))")
    }
  }

  @Test(arguments: [0, -1, -0.5])
  func decayStepsMustBePositive(steps: Double) {
    expectRefusal(.invalidArgument, "decay_steps") {
      _ = try ExponentialDecay(initialLearningRate: 0.1, decaySteps: steps, decayRate: 0.9)
    }
    expectRefusal(.invalidArgument, "decay_steps") {
      _ = try InverseTimeDecay(initialLearningRate: 0.1, decaySteps: steps, decayRate: 0.9)
    }
    expectRefusal(.invalidArgument, "decay_steps") {
      _ = try PolynomialDecay(initialLearningRate: 0.1, decaySteps: steps)
    }
    expectRefusal(.invalidArgument, "decay_steps") {
      _ = try CosineDecay(initialLearningRate: 0.1, decaySteps: steps)
    }
    expectRefusal(.invalidArgument, "first_decay_steps") {
      _ = try CosineDecayRestarts(initialLearningRate: 0.1, firstDecaySteps: steps)
    }
  }

  @Test func boundariesAreOneFewerThanValues() {
    let wrong: [([Double], [Double])] = [([5], [0.1]), ([5], [0.1, 0.2, 0.3]), ([], [0.1]), ([], [])]
    for (boundaries, values) in wrong {
      expectRefusal(.invalidArgument, "boundaries") {
        _ = try PiecewiseConstantDecay(boundaries: boundaries, values: values)
      }
    }
  }

  /// In Keras a boundary that an int64 does not hold becomes the least one; a finite one raises.
  @Test func boundariesThatAreNoNumberOfStepsLieBeforeAll() throws {
    for boundary in [Double.infinity, -.infinity, .nan] {
      let schedule = try PiecewiseConstantDecay(boundaries: [boundary], values: [1, 2])
      #expect([0, 5, Int.max].map { schedule($0) } == [2, 2, 2], "\(boundary)")
    }
    for boundary in [1e300, -1e19, 0x1p63] {
      expectRefusal(.invalidArgument, "boundaries") {
        _ = try PiecewiseConstantDecay(boundaries: [boundary], values: [1, 2])
      }
    }
    let last = try PiecewiseConstantDecay(boundaries: [-0x1p63, 0x1p53 + 2], values: [1, 2, 3])
    #expect([1 << 53 + 2, 1 << 53 + 3].map { last($0) } == [2, 3])
  }

  @Test func argumentsAreKept() throws {
    let exponential = try ExponentialDecay(
      initialLearningRate: 0.1, decaySteps: 5, decayRate: 0.9, staircase: true)
    #expect(exponential.initialLearningRate == 0.1 && exponential.decaySteps == 5)
    #expect(exponential.decayRate == 0.9 && exponential.staircase)
    let inverse = try InverseTimeDecay(initialLearningRate: 0.1, decaySteps: 5, decayRate: 0.9)
    #expect(inverse.initialLearningRate == 0.1 && inverse.decaySteps == 5)
    #expect(inverse.decayRate == 0.9 && !inverse.staircase)
    let polynomial = try PolynomialDecay(initialLearningRate: 0.1, decaySteps: 5)
    #expect(polynomial.initialLearningRate == 0.1 && polynomial.decaySteps == 5)
    #expect(polynomial.endLearningRate == 0.0001 && polynomial.power == 1 && !polynomial.cycle)
    let cosine = try CosineDecay(initialLearningRate: 0.1, decaySteps: 5)
    #expect(cosine.initialLearningRate == 0.1 && cosine.decaySteps == 5 && cosine.alpha == 0)
    #expect(cosine.warmupTarget == nil && cosine.warmupSteps == 0)
    let restarts = try CosineDecayRestarts(initialLearningRate: 0.1, firstDecaySteps: 5)
    #expect(restarts.initialLearningRate == 0.1 && restarts.firstDecaySteps == 5)
    #expect(restarts.periodFactor == 2 && restarts.peakFactor == 1 && restarts.alpha == 0)
    let piecewise = try PiecewiseConstantDecay(boundaries: [5], values: [0.1, 0.2])
    #expect(piecewise.boundaries == [5] && piecewise.values == [0.1, 0.2])
  }

  /// Writes down the steps that it is asked about.
  private final class Recorder: LearningRateSchedule {
    var steps: [Int] = []

    func callAsFunction(_ step: Int) -> Float {
      steps.append(step)
      return 0.1 / Float(step + 1)
    }
  }

  @Test func aScheduleOfYourOwnSeesRawSteps() throws {
    let schedule = Recorder()
    let optimizer = try AdamW(learningRate: .schedule(schedule), gradientAccumulationSteps: 3)
    let variable = Variable.sample()
    try optimizer.train([variable], steps: 9)
    // Once for the decay and once for the update, at the last call of each cycle.
    #expect(schedule.steps == [2, 2, 5, 5, 8, 8])
    #expect(optimizer.learningRate == 0.1 / 10)
  }

  @Test func aScheduleOfYourOwnIsUsedAsANumberWouldBe() throws {
    let variables = [Variable.sample(), Variable.sample()]
    let scheduled = try AdamW(learningRate: .schedule(Recorder()))
    let assigned = try AdamW()
    for step in 0..<5 {
      try assigned.setLearningRate(.constant(Double(0.1 / Float(step + 1))))
      try assigned.train([variables[0]], steps: 1, from: step)
      try scheduled.train([variables[1]], steps: 1, from: step)
    }
    #expect(variables[0].bits == variables[1].bits)
  }
}
