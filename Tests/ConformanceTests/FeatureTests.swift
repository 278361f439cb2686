import Testing

@testable import Conformance
import ConformanceSamples

@Suite struct FeatureTests {
  @Test func aCaseNeedsWhatItHas() throws {
    let testCase = try Samples.testCase(Samples.full)
    #expect(
      Set(testCase.features.map(\.name)) == [
        "amsgrad", "clipnorm", "ema", "loss_scale_factor", "gradient_accumulation",
        "exclude_from_weight_decay",
        "schedule:CosineDecay", "callable_beta", "assign_learning_rate", "finalize", "missing_gradients",
        "mixed_dtypes", "gradient_dtype", "sparse_gradients", "loss_scale_optimizer", "constraint:MaxNorm",
        "overwrite_with_gradient", "replicas", "checkpoint", "initial_state",
      ]
    )
    #expect(testCase.dtypes == [.float32, .float16])
  }

  @Test func aPlainCaseNeedsNothing() throws {
    #expect(try Samples.testCase(Samples.small).features == [])
  }

  @Test func refusalsAndFlushingAreFeatures() throws {
    var testCase = try Samples.testCase(Samples.refused)
    #expect(Set(testCase.features) == [.clipnorm, .clipvalue, .errors])
    testCase.rules = ["R-FLUSH-1"]
    #expect(!testCase.features.contains(.flushSubnormals))
    testCase.variables[0].data.bits[0] = 0x807f_ffff
    #expect(testCase.features.contains(.flushSubnormals))
  }

  /// The last number of each type that is flushed, or whose square is, and the first that is not.
  @Test(
    arguments: [
      (DType.float32, 0x7f_ffff, 0x1fff_ffff), (.bfloat16, 0x7f, 0x1fff),
      (.float64, 0xf_ffff_ffff_ffff, 0x1fff_ffff_ffff_ffff),
    ] as [(DType, UInt64, UInt64)])
  func subnormalsAndSmallGradientsAreFlushed(dtype: DType, largest: UInt64, largestSquared: UInt64) {
    func isFlushed(variable: UInt64, gradient: UInt64, slot: UInt64 = 0) -> Bool {
      let testCase = Case(
        id: "flush", variables: [Variable(name: "x", shape: [], data: Tensor(dtype, bits: [variable]))],
        initialState: State(slots: [.momentum: [Tensor(dtype, bits: [slot])]]),
        script: [.apply([.dense(Tensor(dtype, bits: [gradient]))])])
      return testCase.features.contains(.flushSubnormals)
    }
    for sign in [0, dtype.sign] {
      #expect(!isFlushed(variable: sign, gradient: sign, slot: sign))
      #expect(isFlushed(variable: sign | largest, gradient: 0))
      #expect(!isFlushed(variable: sign | (largest + 1), gradient: 0))
      #expect(isFlushed(variable: 0, gradient: 0, slot: sign | 1))
      #expect(isFlushed(variable: 0, gradient: sign | 1))
      #expect(isFlushed(variable: 0, gradient: sign | largestSquared))
      #expect(!isFlushed(variable: 0, gradient: sign | (largestSquared + 1)))
    }
  }

  @Test func halfsKeepTheirSubnormals() {
    let tiny = Tensor(.float16, bits: [1])
    let testCase = Case(
      id: "keep", variables: [Variable(name: "x", shape: [], data: tiny)], script: [.apply([.dense(tiny)])])
    #expect(testCase.features == [])
  }

  @Test func theRestOfTheArgumentsAreFeatures() throws {
    var testCase = try Samples.testCase(Samples.small)
    testCase.arguments = Arguments([
      .learningRate: .callable(0.1), .clipvalue: .number(1), .globalClipnorm: .number(1),
    ])
    #expect(Set(testCase.features) == [.callableLearningRate, .clipvalue, .globalClipnorm])
  }

  @Test func whatAPortDoesNotListIsMissing() throws {
    let testCase = try Samples.testCase(Samples.refused)
    func missing(dtypes: [DType]?, features: [Feature]?) -> String? {
      PortDescription(name: "p", version: "1", language: "C", dtypes: dtypes, features: features)
        .missing(for: testCase)?.feature
    }
    #expect(missing(dtypes: nil, features: nil) == nil)
    #expect(missing(dtypes: [.float64], features: nil) == "float32")
    #expect(missing(dtypes: [.float32], features: [.clipnorm, .clipvalue]) == "errors")
    #expect(missing(dtypes: [.float32], features: [.clipnorm, .clipvalue, .errors]) == nil)
  }
}
