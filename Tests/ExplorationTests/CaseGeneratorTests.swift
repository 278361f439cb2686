import Foundation
import Testing

@testable import Conformance
import ConformanceSamples
@testable import Exploration
import VectorFiles
@testable import Wire

/// The cases that a search makes up.
@Suite struct CaseGeneratorTests {
  private static let all = PortDescription(name: "all", version: "1", language: "Swift")
  private static let narrow = PortDescription(
    name: "narrow", version: "1", language: "Swift", dtypes: [.float64, .bfloat16],
    features: [.amsgrad, .clipnorm, .schedule("CosineDecay"), .ema]
  )

  private static func cases(_ count: Int, seed: UInt64 = 7, for ports: [PortDescription]) -> [Case] {
    let generator = CaseGenerator(seed: seed, for: ports)
    return (0..<count).map(generator.testCase)
  }

  @Test func aCaseDependsOnSeedAndNumberAlone() {
    let cases = Self.cases(50, for: [Self.all])
    #expect(cases == Self.cases(50, for: [Self.all, Self.all]))
    #expect(CaseGenerator(seed: 7, for: [Self.all]).testCase(31) == cases[31])
    let others = Self.cases(50, seed: 8, for: [Self.all])
    #expect(zip(cases, others).allSatisfy { $0.variables != $1.variables })
  }

  @Test func aGraphIsAskedNothingThatItComputesByAnApproximation() {
    func outside(_ cases: [Case]) -> Int {
      cases.count {
        $0.arguments.epsilon == 0 && $0.variables.contains { $0.dtype == .float32 && $0.count >= 8 }
      }
    }
    let eager = Self.cases(3000, for: [Self.all])
    let generator = CaseGenerator(seed: 7, for: [Self.all], in: .graph)
    let inGraph = (0..<3000).map(generator.testCase)
    #expect(outside(eager) > 0)
    #expect(outside(inGraph) == 0)
    // Nothing else is drawn otherwise.
    #expect(zip(eager, inGraph).count { $0 != $1 } == outside(eager))
  }

  @Test func nothingIsAskedThatAPortLacks() {
    for testCase in Self.cases(1000, for: [Self.all, Self.narrow]) {
      #expect(Self.narrow.missing(for: testCase) == nil, "\(testCase.id)")
      // A port that has no subnormals is not asked about them.
      let tensors = testCase.variables.map(\.data)
      let values = tensors.flatMap(\.values) + testCase.script.flatMap(\.values)
      #expect(!values.contains { $0 != 0 && $0.magnitude < 0x1p-126 }, "\(testCase.id)")
    }
  }

  @Test func whatLacksSomethingIsStillAskedMuch() {
    for (lacks, atLeast) in [([Lack.weightDecay], 900), ([.biasCorrection], 600), (Lack.allCases, 500)] {
      let port = PortDescription(
        name: "less", version: "1", language: "Swift", dtypes: [.float32], features: [.amsgrad, .clipnorm],
        lacks: lacks)
      #expect(Self.cases(1000, for: [Self.all, port]).count { port.missing(for: $0) == nil } >= atLeast)
    }
  }

  @Test func everyFeatureAndTypeOccurs() {
    let cases = Self.cases(3000, for: [Self.all])
    let features = Set(cases.flatMap(\.features))
    let expected: [Feature] =
      [
        .amsgrad, .clipnorm, .clipvalue, .globalClipnorm, .ema, .lossScaleFactor, .gradientAccumulation,
        .excludeFromWeightDecay, .callableLearningRate, .callableBeta, .assignLearningRate, .finalize,
        .missingGradients, .mixedDTypes, .gradientDType, .sparseGradients, .lossScaleOptimizer,
        .overwriteWithGradient, .replicas, .optimizer("Adam"), .checkpoint, .initialState,
      ]
      + [
        "ExponentialDecay", "PiecewiseConstantDecay", "PolynomialDecay", "InverseTimeDecay", "CosineDecay",
        "CosineDecayRestarts",
      ].map(Feature.schedule) + ["MaxNorm", "NonNeg", "UnitNorm", "MinMaxNorm"].map(Feature.constraint)
    for feature in expected { #expect(features.contains(feature), "\(feature.name)") }
    for dtype in DType.allCases { #expect(cases.count { $0.dtypes.contains(dtype) } > 300) }
    let values = cases.flatMap { $0.script.flatMap(\.values) }
    #expect(values.contains { $0.isNaN } && values.contains { $0.isInfinite })
    #expect(values.contains { $0 != 0 && $0.magnitude < 0x1p-126 })
  }

  @Test func betasAreFromZeroToBelowOne() {
    let betas = Self.cases(2000, for: [Self.all]).flatMap { testCase in
      [testCase.arguments.beta1, testCase.arguments.beta2].compactMap { beta in
        switch beta {
        case .number(let value), .callable(let value): value
        default: nil
        }
      }
    }
    #expect(betas.contains(0) && betas.contains { $0 > 0.999 } && betas.allSatisfy { $0 >= 0 && $0 < 1 })
    #expect(Set(betas).count > 1000)
  }

  /// On these a replica would wait for ever, or TensorFlow crash.
  @Test func replicasGetOnlyWhatSuitsThem() {
    let replicated = Self.cases(3000, for: [Self.all]).filter(\.usesReplicas)
    #expect(replicated.count > 5)
    for testCase in replicated {
      #expect(testCase.suitsReplicas)
      #expect(testCase.variables.allSatisfy { $0.count > 0 })
    }
  }

  @Test func everyCaseSurvivesTheWire() throws {
    for testCase in Self.cases(500, for: [Self.all]) {
      let line = try Request.run(sequence: 1, testCase, trace: false).line(as: .hexadecimal)
      guard case .run(1, let read, false) = try Request(line: line) else {
        Issue.record("no run request")
        return
      }
      #expect(read == testCase, "\(testCase.id)")
    }
  }

  /// A change of what is drawn is meant, and has a new digest here.
  @Test func theFirstThousandCasesAreWhatTheyWere() throws {
    var lines: [String] = []
    try RandomRequests(count: 1000, seed: 1).write(as: .hexadecimal) { lines.append($0) }
    #expect(lines.count == 1002)
    #expect(Data(lines.map { $0 + "\n" }.joined().utf8).fnv1a64 == 6_932_763_980_987_491_525)
  }

  /// What the specification does not promise: such a gradient may come out of the clipping as it is or as a
  /// zero.
  @Test func noSubnormalOfBFloat16IsClippedByValue() {
    let clipped = Self.cases(3000, for: [Self.all]).filter { $0.arguments.clipvalue ?? 0 > 0 }
    let gradients = clipped.filter { $0.arguments.clipnorm == nil }.flatMap { $0.script.flatMap(\.tensors) }
    let values = gradients.filter { $0.dtype == .bfloat16 }.flatMap(\.values)
    #expect(values.count > 1000)
    #expect(values.allSatisfy { $0 == 0 || !($0.magnitude < 0x1p-126) })
  }
}

extension Event {
  fileprivate var tensors: [Tensor] {
    gradients.flatMap(\.self).compactMap { gradient in
      switch gradient {
      case .missing: nil
      case .dense(let tensor), .rows(_, let tensor): tensor
      }
    }
  }

  /// The numbers in its gradients.
  fileprivate var values: [Double] { tensors.flatMap(\.values) }
}
