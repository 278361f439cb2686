import Foundation
import KerasOptimizers
import OptimizerFiles
import Testing

@Suite("Configurations")
struct ConfigurationTests {
  @Test("What each Keras wrote is read, and is the same optimizer", arguments: fixtures)
  func reading(keras: String) throws {
    let read = try JSONDecoder().decode([String: OptimizerConfiguration].self, from: fixture(keras))
    let newest = try JSONDecoder().decode(
      [String: OptimizerConfiguration].self, from: fixture("keras-3.15.1-tensorflow"))
    #expect(read.count >= 13)
    for (name, configuration) in read {
      #expect(configuration == newest[name], "\(name)")
      #expect(try configuration.makeOptimizer().configuration == configuration, "\(name)")
    }
  }

  @Test("Every argument arrives")
  func everything() throws {
    let read = try JSONDecoder().decode(
      [String: OptimizerConfiguration].self, from: fixture("keras-3.15.1-tensorflow"))
    guard case .adamW(let config) = read["adamw-everything"] else { throw OptimizerFileError.missing }
    var expected = AdamConfiguration()
    expected.name = "everything"
    expected.learningRate = .constant(Double(0.05 as Float))
    (expected.weightDecay, expected.beta1, expected.beta2) = (0.3, 0.8, 0.95)
    (expected.epsilon, expected.amsgrad, expected.globalClipNorm) = (0.01, true, 2)
    (expected.useEMA, expected.emaMomentum, expected.emaOverwriteFrequency) = (true, 0.5, 3)
    expected.lossScaleFactor = 128
    #expect(config == expected)
  }

  @Test("What is written is what Keras 3.15 writes, key by key")
  func writing() throws {
    let data = try fixture("keras-3.15.1-tensorflow")
    let read = try JSONDecoder().decode([String: OptimizerConfiguration].self, from: data)
    let expected = try #require(JSONSerialization.jsonObject(with: data) as? [String: NSDictionary])
    for (name, configuration) in read {
      let written = try JSONSerialization.jsonObject(with: Data(configuration.json.utf8)) as? NSDictionary
      #expect(written == expected[name], "\(name)")
    }
  }

  @Test("The learning rate is the float32 that the optimizer holds, and never a whole number in the text")
  func learningRate() throws {
    let optimizer = try AdamW(learningRate: 0.1)
    try optimizer.setLearningRate(0.3)
    #expect(try optimizer.configuration.json.contains("\"learning_rate\":0.30000001192092896"))
    #expect(try AdamW(learningRate: 1.0).configuration.json.contains("\"learning_rate\":1.0"))
  }

  @Test("Schedules' rates are never whole numbers in the text")
  func scheduledRates() throws {
    let schedules: [(any LearningRateSchedule, String)] = [
      (
        try CosineDecay(initialLearningRate: 0, decaySteps: 10, warmupTarget: 1),
        #""initial_learning_rate":0.0"#
      ),
      (
        try ExponentialDecay(initialLearningRate: 1, decaySteps: 10, decayRate: 1),
        #""initial_learning_rate":1.0"#
      ),
      (try PiecewiseConstantDecay(boundaries: [3], values: [1, 0.5]), #""boundaries":[3]"#),
      (try PiecewiseConstantDecay(boundaries: [3], values: [1, 0.5]), #""values":[1.0,0.5]"#),
    ]
    for (schedule, text) in schedules {
      let json = try AdamW(learningRate: .schedule(schedule)).configuration.json
      #expect(json.contains(text), "\(json)")
    }
  }

  @Test("Infinite thresholds survive")
  func infinity() throws {
    let configuration = try AdamW(clipNorm: .infinity).configuration
    #expect(try OptimizerConfiguration(json: configuration.json) == configuration)
  }

  @Test("What is absent has Keras' default")
  func defaults() throws {
    #expect(
      try OptimizerConfiguration(json: #"{"class_name":"AdamW","config":{}}"#) == AdamW().configuration)
    #expect(try OptimizerConfiguration(json: #"{"class_name":"adam","config":{}}"#) == Adam().configuration)
  }

  @Test(
    "What is wrong is refused by its key",
    arguments: [
      (#"{"class_name":"AdamW","config":{"decay":0.1}}"#, "decay"),
      (#"{"class_name":"AdamW","config":{"beta_1":"0.9"}}"#, "beta_1"),
      (#"{"class_name":"AdamW","config":{"amsgrad":1}}"#, "amsgrad"),
      (#"{"class_name":"AdamW","config":{"epsilon":true}}"#, "epsilon"),
      (#"{"class_name":"AdamW","config":{"ema_overwrite_frequency":2.5}}"#, "ema_overwrite_frequency"),
      (#"{"class_name":"AdamW","config":{"name":7}}"#, "name"),
      (#"{"class_name":"AdamW","config":{"learning_rate":"fast"}}"#, "learning_rate"),
      (#"{"class_name":"AdamW","config":{"learning_rate":null}}"#, "learning_rate"),
      (#"{"class_name":"AdamW","config":[]}"#, "config"),
      (#"{"class_name":"AdamW"}"#, "config"),
      (#"{"class_name":"SGD","config":{}}"#, "class_name"),
      (#"{"config":{}}"#, "class_name"),
      (#"{"module":"mine","class_name":"AdamW","config":{}}"#, "module"),
      (#"{"class_name":"AdamW","config":{},"registered_name":"mine>AdamW"}"#, "registered_name"),
      (#"{"class_name":"AdamW","config":{},"version":1}"#, "version"),
      (
        #"{"class_name":"AdamW","config":{"learning_rate":{"class_name":"CosineDecay","config":{}}}}"#,
        "initial_learning_rate"
      ),
      (
        #"{"class_name":"AdamW","config":{"learning_rate":{"class_name":"__lambda__","config":{}}}}"#,
        "class_name"
      ),
      (#"{"class_name":"LossScaleOptimizer","config":{}}"#, "inner_optimizer"),
      (
        #"{"class_name":"LossScaleOptimizer","config":{"clipnorm":1,"inner_optimizer":{"class_name":"Adam","config":{}}}}"#,
        "clipnorm"
      ),
    ])
  func refused(json: String, key: String) throws {
    #expect {
      try JSONDecoder().decode(OptimizerConfiguration.self, from: Data(json.utf8))
    } throws: {
      ($0 as? OptimizerError)?.argument == key && ($0 as? OptimizerError)?.category == .invalidArgument
    }
    #expect(throws: OptimizerFileError.self) { try OptimizerConfiguration(json: json) }
  }

  @Test(
    "What Foundation refuses is said without Swift's types",
    arguments: [
      #"{"class_name":"AdamW\ud800","config":{}}"#, #"{"class_name":"AdamW","config":{"epsilon":1e400}}"#,
      #"{"class_name":"AdamW","config":{"name":"\udc00"}}"#, "[1e400]", "null", "1e400", "{}",
    ])
  func foundationsErrors(json: String) throws {
    let error = try #require(
      #expect(throws: OptimizerFileError.self) { try OptimizerConfiguration(json: json) })
    #expect(!error.message.contains("Error") && !error.message.contains("Debug"), "\(error)")
  }

  @Test("A key that is there twice is refused")
  func twice() {
    let json = #"{"class_name":"AdamW","config":{"epsilon":1,"epsilon":2}}"#
    #expect(throws: OptimizerFileError.self) { try OptimizerConfiguration(json: json) }
  }

  @Test("Callables cannot be written")
  func callables() throws {
    for (optimizer, argument) in [
      (try AdamW(learningRate: .callable { 0.1 }), "learning_rate"),
      (try AdamW(beta1: .callable { 0.9 }), "beta_1"),
      (try AdamW(beta2: .callable { 0.9 }), "beta_2"),
      (try AdamW(learningRate: .schedule(Mine())), "learning_rate"),
    ] {
      #expect(throws: OptimizerError.self) { try optimizer.configuration }
      #expect { try OptimizerFile(optimizer) } throws: { ($0 as? OptimizerError)?.argument == argument }
    }
  }

  /// Schedules whose rates are whole numbers.
  private func wholeRates() throws -> [OptimizerConfiguration] {
    let schedules: [any LearningRateSchedule] = [
      try ExponentialDecay(initialLearningRate: 1, decaySteps: 10, decayRate: 0.5),
      try InverseTimeDecay(initialLearningRate: 1, decaySteps: 10, decayRate: 0.5),
      try PolynomialDecay(initialLearningRate: 1, decaySteps: 10),
      try PiecewiseConstantDecay(boundaries: [1, 5], values: [1, 0.5, 0]),
      try CosineDecay(initialLearningRate: 0, decaySteps: 10, warmupTarget: 1, warmupSteps: 4),
      try CosineDecayRestarts(initialLearningRate: 1, firstDecaySteps: 10),
    ]
    return try schedules.map { try AdamW(learningRate: .schedule($0)).configuration }
  }

  @Test("Keras makes the same optimizer of what is written", .enabled(if: Keras.isThere || Keras.isRequired))
  func kerasReads() throws {
    let read =
      try JSONDecoder().decode(
        [String: OptimizerConfiguration].self, from: fixture("keras-3.15.1-tensorflow")
      ).sorted { $0.key < $1.key }.map(\.value) + wholeRates()
    let answers = try Keras.answers("keras_configurations.py", to: read.map { try $0.json })
    #expect(answers.count == read.count)
    for (configuration, answer) in zip(read, answers) {
      let answer = try JSONDecoder().decode(KerasAnswer.self, from: Data(answer.utf8))
      #expect(try OptimizerConfiguration(json: answer.configuration) == configuration)
      let optimizer = try configuration.makeOptimizer()
      let adam = try #require(optimizer as? Adam ?? (optimizer as? LossScaleOptimizer)?.inner)
      #expect(answer.rates.count == 4)
      for (step, rate) in zip([0, 1, 5, 30], answer.rates) {
        adam.setApplyCount(step)
        #expect(adam.learningRate == rate, "\(configuration) at \(step)")
      }
    }
  }
}

/// What Keras makes of a configuration: its own, and the learning rate at some steps.
private struct KerasAnswer: Decodable {
  let configuration: String
  let rates: [Float]
}

private struct Mine: LearningRateSchedule {
  func callAsFunction(_ step: Int) -> Float { 0.1 }
}

extension OptimizerFileError {
  fileprivate static var missing: CocoaError { CocoaError(.coderValueNotFound) }
}
