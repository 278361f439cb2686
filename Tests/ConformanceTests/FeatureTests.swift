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
    #expect(testCase.features.contains(.flushSubnormals))
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
