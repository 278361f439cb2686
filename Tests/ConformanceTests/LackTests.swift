import Testing

@testable import Conformance
import ConformanceSamples

/// Which cases a port is asked that lacks what every optimizer of this kind has.
@Suite struct LackTests {
  private func sample(
    _ arguments: [Arguments.Name: Arguments.Value],
    _ dtype: DType = .float32,
    as optimizer: OptimizerClass = .adamW,
    weight: Double = 1,
    iterations: Int? = nil,
    expecting expectation: Conformance.Expectation? = nil
  ) -> Case {
    let weight = Tensor(dtype, bits: [dtype.bits(nearestTo: weight)])
    return Case(
      id: "sample", optimizer: optimizer, arguments: Arguments(arguments),
      variables: [Variable(name: "w", shape: [], data: weight)],
      initialState: iterations.map { State(iterations: $0) },
      script: [.apply([.dense(weight)]), .apply([.dense(weight)])], expectation: expectation)
  }

  private func isAsked(_ testCase: Case, of lack: Lack) -> Bool {
    let port = PortDescription(name: "p", version: "1", language: "C", lacks: [lack])
    let missing = port.missing(for: testCase)
    if let missing {
      #expect(missing == Unsupported(feature: lack.rawValue, reason: "lacks \(lack.rawValue)"))
    }
    return missing == nil
  }

  @Test func withoutLacksNothingChanges() throws {
    for features in [nil, [Feature.amsgrad]] as [[Feature]?] {
      let port = PortDescription(name: "p", version: "1", language: "C", features: features)
      #expect(port.lacks == [])
      #expect(port.missing(for: sample([:])) == nil)
      #expect(
        port.missing(for: sample([:], weight: 1e-40))?.feature == features.map { _ in "flush_subnormals" })
    }
    let port = PortDescription(
      name: "p", version: "1", language: "C", dtypes: [.float32], features: [], lacks: [.weightDecay])
    #expect(port.missing(for: sample([:], .float64))?.feature == "float64")
    #expect(port.missing(for: sample([.amsgrad: .flag(true)]))?.feature == "amsgrad")
  }

  // MARK: Weight decay

  @Test func aDecayOfZeroOrNoneIsAsked() {
    for (arguments, optimizer, isAsked) in [
      ([:], .adamW, false), ([.weightDecay: .number(0)], .adamW, true),
      ([.weightDecay: .null], .adamW, false),
      ([:], .adam, true), ([.weightDecay: .null], .adam, true), ([.weightDecay: .number(0)], .adam, true),
      ([.weightDecay: .number(0.1)], .adam, false), ([.weightDecay: .text("0")], .adam, false),
    ] as [([Arguments.Name: Arguments.Value], OptimizerClass, Bool)] {
      #expect(self.isAsked(sample(arguments, as: optimizer), of: .weightDecay) == isAsked)
    }
  }

  /// A decay of 0 turns -0 into +0, a subnormal into 0 and infinity into NaN.
  @Test(arguments: [
    (DType.float32, 0.0, true), (.float32, -0.0, false), (.float32, 1e-40, false),
    (.float32, .infinity, false),
    (.float32, .nan, false), (.float32, -0x1p-126, true), (.float16, 1e-7, true), (.float16, -0.0, false),
    (.bfloat16, 1e-40, false), (.float64, 1e-40, true), (.float64, 0x1p-1030, false),
  ])
  func aWeightMustStayWhatItIs(dtype: DType, weight: Double, isKept: Bool) {
    let zero: [Arguments.Name: Arguments.Value] = [.weightDecay: .number(0)]
    #expect(isAsked(sample(zero, dtype, weight: weight), of: .weightDecay) == isKept)
    // A weight after a step is the weight before the next.
    let after = Tensor(dtype, bits: [dtype.bits(nearestTo: weight)])
    let values = ExpectedValues(steps: [ExpectedValues.Step(event: 0, variables: [after])])
    #expect(isAsked(sample(zero, dtype, expecting: .values(values)), of: .weightDecay) == isKept)
    // Without a decay nothing is multiplied.
    #expect(isAsked(sample([:], dtype, as: .adam, weight: weight), of: .weightDecay))
  }

  @Test func aRefusalOfSomethingElseIsAsked() {
    func refusal(_ argument: String) -> Conformance.Expectation {
      .refusal(Refusal(.invalidArgument, argument: argument))
    }
    for (expectation, isAsked) in [(refusal("clipnorm"), true), (refusal("weight_decay"), false)] {
      for arguments in [[:], [.weightDecay: .number(0)]] as [[Arguments.Name: Arguments.Value]] {
        #expect(self.isAsked(sample(arguments, expecting: expectation), of: .weightDecay) == isAsked)
      }
      #expect(!self.isAsked(sample([.weightDecay: .number(1)], expecting: expectation), of: .weightDecay))
      #expect(self.isAsked(sample([:], expecting: expectation), of: .biasCorrection))
    }
  }

  // MARK: Bias correction

  /// 0.999^t is under half of float32's half spacing below 1, 2^-26, from t = 18,013 on; what is asked is a little later.
  @Test(arguments: [
    (DType.float32, 0, 0.9, 0.999, false), (.float32, 0, 0.0, 0.0, true), (.float32, 0, 0.0, 1e-8, true),
    (.float32, 0, 0.0, 1e-7, false), (.float32, 18_000, 0.9, 0.999, false),
    (.float32, 18_100, 0.9, 0.999, true),
    (.float64, 18_100, 0.9, 0.999, false), (.float64, 40_000, 0.9, 0.999, true),
    (.float32, 1_000_000, 0.9, 1.0, false),
    // Keras' own beta_2 is 1 in bfloat16.
    (.bfloat16, 1_000_000, 0.9, 0.999, false), (.bfloat16, 1000, 0.9, 0.95, true),
    (.float16, 18_100, 0.9, 0.999, true),
  ])
  func thePowersMustBeLost(dtype: DType, iterations: Int, beta1: Double, beta2: Double, isAsked: Bool) {
    let testCase = sample(
      [.beta1: .number(beta1), .beta2: .callable(beta2)], dtype, iterations: iterations)
    #expect(self.isAsked(testCase, of: .biasCorrection) == isAsked)
    if isAsked {
      for beta in [beta1, beta2] {
        let rounded = dtype.value(ofBits: dtype.bits(nearestTo: beta))
        let power = (0...iterations).reduce(1) { power, _ in power * rounded }
        #expect(dtype.bits(nearestTo: 1 - power) == dtype.bits(nearestTo: 1))
      }
    }
  }

  @Test func accumulationCountsUpdates() {
    for (steps, isAsked) in [(0.0, true), (2, false)] {
      let arguments: [Arguments.Name: Arguments.Value] = [.gradientAccumulationSteps: .number(steps)]
      #expect(self.isAsked(sample(arguments, iterations: 18_100), of: .biasCorrection) == isAsked)
    }
    #expect(
      isAsked(sample([.gradientAccumulationSteps: .number(2)], iterations: 36_200), of: .biasCorrection))
  }

  @Test func bothMayLack() {
    let port = PortDescription(
      name: "p", version: "1", language: "C", lacks: [.weightDecay, .biasCorrection])
    #expect(port.missing(for: sample([.weightDecay: .number(0)]))?.feature == "bias_correction")
    #expect(port.missing(for: sample([:], iterations: 18_100))?.feature == "weight_decay")
    #expect(port.missing(for: sample([.weightDecay: .number(0)], iterations: 18_100)) == nil)
  }
}
