import Conformance
import KerasOptimizers

/// The optimizer that Keras would construct from a case's class and arguments.
///
/// What Swift's types rule out, such as a frequency of 2.5, is refused as Keras refuses it.
func makeOptimizer(_ testCase: Case, callableRate: CallableRate) throws(OptimizerError) -> Adam {
  switch testCase.optimizer {
  case .adam: try makeAdam(testCase.arguments, callableRate)
  case .adamW: try makeAdamW(testCase.arguments, callableRate)
  }
}

private func makeAdamW(_ arguments: Arguments, _ callableRate: CallableRate) throws(OptimizerError) -> AdamW {
  try AdamW(
    learningRate: try LearningRate(arguments, callableRate: callableRate),
    weightDecay: try arguments.optionalNumber(.weightDecay),
    beta1: Hyperparameter(arguments.beta1 ?? .number(0.9)),
    beta2: Hyperparameter(arguments.beta2 ?? .number(0.999)),
    epsilon: try arguments.number(.epsilon),
    amsgrad: arguments.amsgrad,
    clipNorm: try arguments.optionalNumber(.clipnorm),
    clipValue: try arguments.optionalNumber(.clipvalue),
    globalClipNorm: try arguments.optionalNumber(.globalClipnorm),
    useEMA: arguments.useEMA,
    emaMomentum: try arguments.number(.emaMomentum),
    emaOverwriteFrequency: try arguments.optionalInteger(.emaOverwriteFrequency),
    lossScaleFactor: try arguments.optionalNumber(.lossScaleFactor),
    gradientAccumulationSteps: try arguments.optionalInteger(.gradientAccumulationSteps),
    name: arguments.name ?? "adamw")
}

private func makeAdam(_ arguments: Arguments, _ callableRate: CallableRate) throws(OptimizerError) -> Adam {
  try Adam(
    learningRate: try LearningRate(arguments, callableRate: callableRate),
    beta1: Hyperparameter(arguments.beta1 ?? .number(0.9)),
    beta2: Hyperparameter(arguments.beta2 ?? .number(0.999)),
    epsilon: try arguments.number(.epsilon),
    amsgrad: arguments.amsgrad,
    weightDecay: arguments.given.keys.contains(.weightDecay)
      ? try arguments.optionalNumber(.weightDecay) : nil,
    clipNorm: try arguments.optionalNumber(.clipnorm),
    clipValue: try arguments.optionalNumber(.clipvalue),
    globalClipNorm: try arguments.optionalNumber(.globalClipnorm),
    useEMA: arguments.useEMA,
    emaMomentum: try arguments.number(.emaMomentum),
    emaOverwriteFrequency: try arguments.optionalInteger(.emaOverwriteFrequency),
    lossScaleFactor: try arguments.optionalNumber(.lossScaleFactor),
    gradientAccumulationSteps: try arguments.optionalInteger(.gradientAccumulationSteps),
    name: arguments.name ?? "adam")
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
