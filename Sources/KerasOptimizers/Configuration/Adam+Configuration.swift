extension Adam {
  /// The optimizer's arguments, with the learning rate as it is now. Corresponds to Keras' `get_config`.
  ///
  /// - Throws: An error that names the argument for what cannot be written: a callable, which Keras would not
  ///   read back either, or a schedule that is not one of Keras'.
  public var configuration: OptimizerConfiguration {
    get throws(OptimizerError) {
      let config = arguments.with(
        learningRate: try arguments.learningRate.configuration,
        beta1: try arguments.beta1.configuration("beta_1"), beta2: try arguments.beta2.configuration("beta_2")
      )
      return self is AdamW ? .adamW(config) : .adam(config)
    }
  }
}

extension OptimizerConfiguration {
  /// A new optimizer of the class with the arguments. Corresponds to `keras.optimizers.deserialize`.
  ///
  /// Its steps are in this profile, or if it is nil in that of the arguments, which is eager mode where they were read.
  ///
  /// - Throws: What the class' initializer throws.
  public func makeOptimizer(in profile: Profile? = nil) throws(OptimizerError) -> any Optimizer {
    switch self {
    case .adam(let config): try Adam(config.arguments(in: profile))
    case .adamW(let config): try AdamW(config.arguments(in: profile))
    case .lossScale(let config): try LossScaleOptimizer(config, in: profile)
    }
  }
}

extension AdamConfiguration {
  /// The arguments that the configuration describes, for an optimizer.
  var arguments: Adam.Arguments { arguments(in: nil) }

  fileprivate func arguments(in profile: Profile?) -> Adam.Arguments {
    var arguments: Adam.Arguments = with(
      learningRate: LearningRate(learningRate), beta1: .constant(beta1), beta2: .constant(beta2))
    if let profile { arguments.profile = profile }
    return arguments
  }
}

extension Hyperparameter {
  fileprivate func configuration(_ argument: String) throws(OptimizerError) -> Double {
    guard case .constant(let value) = self else {
      throw .invalid(argument, "A callable cannot be written as a configuration; only a number can.")
    }
    return value
  }
}
