import Foundation
import Testing

@testable import Conformance
import ConformanceSamples
import ExactJSON

@Suite struct CaseReadingTests {
  @Test func everyFieldOfACaseIsRead() throws {
    let testCase = try Samples.testCase(Samples.full)
    #expect(testCase.id == "sample/full")
    #expect(testCase.keras == KerasVersions(from: "3.5.0", to: "3.15.1", differs: ["3.9.2"]))
    #expect(
      testCase.arguments.learningRate
        == .schedule(
          .cosineDecay(Schedule.CosineDecay(initialLearningRate: 0.1, decaySteps: 10))
        )
    )
    #expect(testCase.arguments.beta1 == .callable(0.8))
    #expect(testCase.arguments.clipnorm == 1.5)
    #expect(testCase.arguments.clipvalue == nil)
    #expect(testCase.exclusion == Exclusion(variables: [1], variableNames: ["bias"]))
    #expect(testCase.lossScaleOptimizer == LossScaleOptimizer(initialScale: 1024, dynamicGrowthSteps: 2))
    #expect(testCase.variables[0].constraint?.name == "MaxNorm")
    #expect(testCase.variables[0].overwriteWithGradient)
    #expect(testCase.initialState?.slots[.momentum] == [Tensor(.float32, bits: [0, 0]), nil])
    #expect(
      testCase.script[0]
        == .apply([
          .dense(Tensor(.float32, bits: [0x3f00_0000, 0x3f00_0000])),
          .dense(Tensor(.float32, bits: [0x3f00_0000])),
        ])
    )
    #expect(
      testCase.script[1]
        == .apply([
          .rows(indices: [0], values: Tensor(.float32, bits: [0x3f00_0000])), .missing,
        ])
    )
    #expect(testCase.script[2...4] == [.learningRate(0.05), .finalize, .checkpoint])
    guard case .values(let values) = testCase.expectation else { throw Unexpected() }
    #expect(values.steps.map(\.event) == [0, 5])
    #expect(values.state?.stepCounter == 1)
    #expect(values.trace?[0].scalars[.learningRate]?[.float16] == Tensor(.float16, bits: [0x2e66]))
    #expect(values.trace?[0].variables[1]?[.gradientUnscaled] == Tensor(.float32, bits: [0x3f00_0000]))
    #expect(values.trace?[0].variables[1]?[.gradientClipped] == Tensor(.float16, bits: [0x3800]))
    #expect(values.trace?[1].variables[0] == nil)
    #expect(values.comparisonCount == 4 + 2 + 2 + 10 + 5 + 6 + 2)
  }

  @Test func anUnknownFieldAnywhereIsRefusedByItsPath() throws {
    let places = try JSONValue.reading(Samples.full).objects()
    #expect(places.count == 37)
    for place in places {
      let error = #expect(throws: JSONError.self) {
        try Samples.testCase(place.with(adding: "bogus").text)
      }
      let expected = (place.path.isEmpty ? "" : place.path + ".") + "bogus"
      #expect(error?.field == expected)
    }
  }

  @Test(arguments: [
    ("id", "id"), ("variables[0].name", "variables[0].name"), ("variables[0].dtype", "variables[0].dtype"),
    ("variables[0].shape", "variables[0].shape"), ("variables[1].data", "variables[1].data"),
    ("script", "script"),
  ])
  func aMissingFieldIsNamed(removed: String, named: String) throws {
    var value = try JSONValue.reading(Samples.full)
    value.remove(removed)
    let error = #expect(throws: JSONError.self) { try Samples.testCase(value.text) }
    #expect(error?.field == named)
  }

  @Test(arguments: [
    ("3f0000003f800000", "3f000000", "expect.steps[0].variables[0]", "1 elements, but the variable has 2"),
    ("44800000", "4480000", "expect.state.loss_scale", "7 hexadecimal digits, but each float32 has 8"),
    (
      "2e66\"}", "2e6x\"}", "expect.trace[0].learning_rate.float16",
      "character 4 is not a lower-case hexadecimal digit"
    ),
    ("\"3c00\"}]", "\"3c003c00\"}]", "variables[1].data", "2 elements, but the shape [] has 1"),
    (
      "\"variables\":[1]", "\"variables\":[2]", "exclude_from_weight_decay.variables",
      "2, but the case has 2 variables"
    ),
    ("\"kept\":[0,5]", "\"kept\":[5,0]", "expect.kept", "not indices of the 6 events in ascending order"),
    ("\"kept\":[0,5]", "\"kept\":[0]", "expect.steps", "2 steps, where there must be 1"),
    ("\"event\":5", "\"event\":6", "expect.trace[1].event", "6, but the script has 6 events"),
    (
      "{\"finalize\":true}", "{\"finalize\":false}", "script[3].finalize",
      "false; an event that is not to happen is left out"
    ),
    ("{\"finalize\":true}", "{}", "script[3]", "an event has one field, not 0"),
    (
      "\"clipvalue\":null", "\"clipvalue\":\"1\"", "arguments.clipvalue",
      "a string, where a number must be"
    ),
    (
      "\"id\":\"sample/full\"", "\"id\":\"sample/full\",\"inputs\":\"two\"", "variables",
      "given beside 'inputs', which has it too"
    ),
  ])
  func aMalformedFieldIsNamedWithTheReason(text: String, replacement: String, field: String, reason: String)
    throws
  {
    let json = Samples.full.replacing(text, with: replacement, maxReplacements: 1)
    #expect(json != Samples.full)
    let error = #expect(throws: JSONError.self) { try Samples.testCase(json) }
    #expect(error?.field == field)
    #expect(error?.reason == reason)
  }

  @Test func absentAndNullArgumentsDiffer() throws {
    #expect(Arguments().weightDecay == 0.004)
    #expect(Arguments([.weightDecay: .null]).weightDecay == nil)
    #expect(Arguments().learningRate == .number(0.001))
    #expect(Arguments().beta2 == .number(0.999))
    #expect(Arguments().epsilon == 1e-7)
    #expect(Arguments().emaMomentum == 0.99)
    #expect(Arguments().name == "adamw")
    #expect(Arguments.defaults.count == Arguments.Name.allCases.count)
  }

  @Test func gradientsOfErrorCasesMayBeOfAnyNumberAndSize() throws {
    let json = Samples.refused.replacing(
      "\"inputs\":\"two\"",
      with: """
        "variables":[{"name":"a","dtype":"float64","shape":[],"data":"0000000000000000"}],\
        "script":[{"apply":["","3f800000"]}]
        """
    )
    let testCase = try Samples.testCase(json)
    #expect(
      testCase.script == [
        .apply([.dense(Tensor(.float64, bits: [])), .dense(Tensor(.float32, bits: [0x3f80_0000]))])
      ]
    )
  }

  struct Unexpected: Error {}
}
