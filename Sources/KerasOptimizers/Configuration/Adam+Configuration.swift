extension Adam {
  /// The optimizer's arguments, with the learning rate as it is now. Corresponds to Keras' `get_config`.
  ///
  /// - Throws: An error that names the argument for what cannot be written: a callable, which Keras would not
  ///   read back either, or a schedule that is not one of Keras'.
  public var configuration: OptimizerConfiguration {
    get throws(OptimizerError) {
      var config = AdamConfiguration()
      config.name = name
      config.learningRate = try rate.configuration
      config.weightDecay = weightDecay
      config.beta1 = try beta1.configuration("beta_1")
      config.beta2 = try beta2.configuration("beta_2")
      config.epsilon = epsilon
      config.amsgrad = amsgrad
      config.clipNorm = clipNorm
      config.clipValue = clipValue
      config.globalClipNorm = globalClipNorm
      config.useEMA = useEMA
      config.emaMomentum = emaMomentum
      config.emaOverwriteFrequency = emaOverwriteFrequency
      config.lossScaleFactor = lossScaleFactor
      config.gradientAccumulationSteps = gradientAccumulationSteps
      return self is AdamW ? .adamW(config) : .adam(config)
    }
  }
}

extension OptimizerConfiguration {
  /// A new optimizer of the class with the arguments. Corresponds to `keras.optimizers.deserialize`.
  ///
  /// - Throws: What the class' initializer throws.
  public func makeOptimizer() throws(OptimizerError) -> any Optimizer {
    switch self {
    case .adam(let config): try Adam(config)
    case .adamW(let config): try AdamW(config)
    case .lossScale(let config): try LossScaleOptimizer(config)
    }
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
