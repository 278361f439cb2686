import Testing

@testable import Conformance
import ConformanceSamples
import ExactJSON

/// Schedules and constraints, which are read once for all.
@Suite struct KerasArgumentTests {
  /// A case with this learning rate.
  private func rate(_ json: String) throws(JSONError) -> Arguments.Value? {
    let text = Samples.small.replacing(#""learning_rate":0.1"#, with: "\"learning_rate\":\(json)")
    return try Samples.testCase(text).arguments.given[.learningRate]
  }

  /// A case with a variable under this constraint.
  private func constraint(_ json: String) throws(JSONError) -> Constraint? {
    let text = Samples.full.replacing(
      #"{"name":"MaxNorm","config":{"max_value":2}}"#, with: json, maxReplacements: 1)
    return try Samples.testCase(text).variables[0].constraint
  }

  @Test func everyScheduleIsRead() throws {
    let schedules: [(String, Schedule)] = [
      (
        #"{"schedule":"ExponentialDecay","config":{"initial_learning_rate":0.1,"decay_steps":10,"decay_rate":0.5,"staircase":true}}"#,
        .exponentialDecay(
          .init(initialLearningRate: 0.1, decaySteps: 10, decayRate: 0.5, staircase: true))
      ),
      (
        #"{"schedule":"InverseTimeDecay","config":{"initial_learning_rate":0.1,"decay_steps":2.5,"decay_rate":0.5}}"#,
        .inverseTimeDecay(.init(initialLearningRate: 0.1, decaySteps: 2.5, decayRate: 0.5))
      ),
      (
        #"{"schedule":"PiecewiseConstantDecay","config":{"boundaries":[1,2],"values":[0.3,0.2,0.1]}}"#,
        .piecewiseConstantDecay(.init(boundaries: [1, 2], values: [0.3, 0.2, 0.1]))
      ),
      (
        #"{"schedule":"PolynomialDecay","config":{"initial_learning_rate":0.1,"decay_steps":10,"power":2,"cycle":false}}"#,
        .polynomialDecay(.init(initialLearningRate: 0.1, decaySteps: 10, power: 2, cycle: false))
      ),
      (
        #"{"schedule":"CosineDecay","config":{"initial_learning_rate":0,"decay_steps":10,"warmup_target":null,"name":"c"}}"#,
        .cosineDecay(.init(initialLearningRate: 0, decaySteps: 10, name: "c"))
      ),
      (
        #"{"schedule":"CosineDecayRestarts","config":{"initial_learning_rate":0.1,"first_decay_steps":10,"t_mul":1.5}}"#,
        .cosineDecayRestarts(.init(initialLearningRate: 0.1, firstDecaySteps: 10, periodFactor: 1.5))
      ),
    ]
    #expect(schedules.map(\.1.name).sorted() == Schedule.names.sorted())
    for (json, schedule) in schedules {
      #expect(try rate(json) == .schedule(schedule))
      #expect(try Schedule(name: schedule.name, config: schedule.config) == schedule)
    }
  }

  @Test func everyConstraintIsRead() throws {
    let constraints: [(String, Constraint)] = [
      (#"{"name":"MaxNorm"}"#, .maxNorm(.init())), (#"{"name":"NonNeg","config":{}}"#, .nonNeg(.init())),
      (#"{"name":"UnitNorm","config":{"axis":null}}"#, .unitNorm(.init(axes: .all))),
      (#"{"name":"UnitNorm","config":{"axis":[0,-1]}}"#, .unitNorm(.init(axes: .several([0, -1])))),
      (
        #"{"name":"MinMaxNorm","config":{"min_value":0.5,"rate":0,"axis":-1}}"#,
        .minMaxNorm(.init(minValue: 0.5, rate: 0, axes: .one(-1)))
      ),
    ]
    #expect(Set(constraints.map(\.1.name)) == Set(Constraint.names))
    for (json, constraint) in constraints {
      #expect(try self.constraint(json) == constraint)
      #expect(try Constraint(name: constraint.name, config: constraint.config) == constraint)
    }
  }

  /// Python's `None` is a value that Keras would have to compute with, where it is not the default.
  @Test(arguments: [
    ("ExponentialDecay", "decay_steps"), ("ExponentialDecay", "staircase"), ("PolynomialDecay", "power"),
    ("CosineDecay", "alpha"), ("CosineDecay", "warmup_steps"), ("CosineDecayRestarts", "t_mul"),
    ("PiecewiseConstantDecay", "values"), ("InverseTimeDecay", "initial_learning_rate"),
  ])
  func nullIsRefusedWhereNoneIsNoDefault(schedule: String, argument: String) {
    let error = #expect(throws: JSONError.self) {
      try rate(#"{"schedule":"\#(schedule)","config":{"\#(argument)":null}}"#)
    }
    #expect(error?.field == "arguments.learning_rate.config.\(argument)")
    #expect(error?.reason.hasPrefix("null, where ") == true)
  }

  @Test func whatIsMissingOrUnknownIsNamed() {
    let missing = #expect(throws: JSONError.self) {
      try rate(#"{"schedule":"CosineDecay","config":{"initial_learning_rate":0.1}}"#)
    }
    #expect(missing?.field == "arguments.learning_rate.config.decay_steps")
    #expect(missing?.reason == "the field is missing")
    let unknown = #expect(throws: JSONError.self) {
      try constraint(#"{"name":"MaxNorm","config":{"axes":0}}"#)
    }
    #expect(unknown?.field == "variables[0].constraint.config.axes")
    #expect(unknown?.reason == "unknown field; known here: max_value, axis")
    for rate in [#"{"schedule":"CosineDecay"}"#, #"{"config":{}}"#, "{}", #"{"callable":1,"config":{}}"#] {
      #expect(throws: JSONError.self) { try self.rate(rate) }
    }
  }

  @Test func anUnknownClassIsCarriedAsItStands() throws {
    let value = try rate(#"{"schedule":"Warmup","config":{"steps":[1,null]}}"#)
    let unknown = Schedule.unknown(
      name: "Warmup", config: ["steps": .array([.number(1), .null])])
    #expect(value == .schedule(unknown))
    let testCase = Case(
      id: "a", arguments: Arguments([.learningRate: .schedule(unknown)]), variables: [], script: [])
    #expect(testCase.features == [.schedule("Warmup")])
    let constraint = try constraint(#"{"name":"Mine","config":{"x":1}}"#)
    #expect(constraint == .unknown(name: "Mine", config: ["x": .number(1)]))
  }
}
