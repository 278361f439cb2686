import Conformance
import KerasOptimizers

/// The optimizer that Keras would construct from a case's class and arguments.
///
/// What Swift's types rule out, such as a frequency of 2.5, is refused as Keras refuses it.
func makeOptimizer(
  _ testCase: Case, in profile: KerasOptimizers.Profile, callableRate: CallableRate
) throws(OptimizerError) -> Adam {
  switch testCase.optimizer {
  case .adam:
    // Without a weight decay a case's arguments have that of AdamW.
    let decays = testCase.arguments.given.keys.contains(.weightDecay)
    return try Adam(
      testCase.arguments.read(over: Adam.Arguments(), in: profile, decays: decays, callableRate))
  case .adamW:
    return try AdamW(testCase.arguments.read(over: .adamW, in: profile, decays: true, callableRate))
  }
}

extension Arguments {
  /// The arguments for the library, with the defaults for what is not given.
  fileprivate func read(
    over defaults: Adam.Arguments, in profile: KerasOptimizers.Profile, decays: Bool,
    _ callableRate: CallableRate
  ) throws(OptimizerError) -> Adam.Arguments {
    Adam.Arguments(
      learningRate: try LearningRate(self, callableRate: callableRate),
      beta1: beta1.map(Hyperparameter.init) ?? defaults.beta1,
      beta2: beta2.map(Hyperparameter.init) ?? defaults.beta2,
      epsilon: try number(.epsilon),
      amsgrad: amsgrad,
      weightDecay: decays ? try optionalNumber(.weightDecay) : defaults.weightDecay,
      clipNorm: try optionalNumber(.clipnorm),
      clipValue: try optionalNumber(.clipvalue),
      globalClipNorm: try optionalNumber(.globalClipnorm),
      useEMA: useEMA,
      emaMomentum: try number(.emaMomentum),
      emaOverwriteFrequency: try optionalInteger(.emaOverwriteFrequency),
      lossScaleFactor: try optionalNumber(.lossScaleFactor),
      gradientAccumulationSteps: try optionalInteger(.gradientAccumulationSteps),
      name: name ?? defaults.name,
      profile: profile)
  }
}

extension Hyperparameter {
  fileprivate init(_ value: NumberOrCallable) {
    switch value {
    case .number(let number): self = .constant(number)
    case .callable(let number): self = .callable { number }
    }
  }
}

extension LearningRate {
  fileprivate init(_ arguments: Arguments, callableRate: CallableRate) throws(OptimizerError) {
    switch arguments.learningRate {
    case .number(let number): self = .constant(number)
    case .callable(let number):
      callableRate.value = number
      self = .callable { callableRate.value ?? number }
    case .schedule(let schedule): self = .schedule(try makeSchedule(schedule))
    case nil: throw refusal("learning_rate", "a number, a schedule or a callable")
    }
  }
}

extension Arguments {
  fileprivate func number(_ name: Name) throws(OptimizerError) -> Double {
    guard let number = try optionalNumber(name) else { throw refusal(name.rawValue, "a number") }
    return number
  }

  fileprivate func optionalNumber(_ name: Name) throws(OptimizerError) -> Double? {
    switch self[name] {
    case .number(let number): number
    case .null: nil
    case .flag, .text, .callable, .schedule: throw refusal(name.rawValue, "a number")
    }
  }

  fileprivate func optionalInteger(_ name: Name) throws(OptimizerError) -> Int? {
    guard let number = try optionalNumber(name) else { return nil }
    guard let integer = Int(exactly: number) else {
      throw refusal(name.rawValue, "a whole number, not \(number)")
    }
    return integer
  }
}

func refusal(_ argument: String, _ expected: String) -> OptimizerError {
  OptimizerError(category: .invalidArgument, argument: argument, message: "It must be \(expected).")
}
