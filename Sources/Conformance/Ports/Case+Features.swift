extension Case {
  /// The types that the case needs, in the order in which it first has them.
  public var dtypes: [DType] {
    var dtypes = variables.map(\.dtype)
    for event in script {
      for gradients in event.gradients { dtypes += gradients.compactMap(\.dtype) }
    }
    var seen: Set<DType> = []
    return dtypes.filter { seen.insert($0).inserted }
  }

  /// The features that the case needs.
  public var features: [Feature] { plainFeatures + (hasSubnormals ? [.flushSubnormals] : []) }

  /// The features that the case needs for other things than its numbers.
  var plainFeatures: [Feature] {
    var features: [Feature] = []
    func need(_ feature: Feature, if condition: Bool) {
      if condition { features.append(feature) }
    }
    need(.optimizer(optimizer.rawValue), if: optimizer != .adamW)
    need(.amsgrad, if: arguments.amsgrad)
    need(.clipnorm, if: arguments.clipnorm != nil)
    need(.clipvalue, if: arguments.clipvalue != nil)
    need(.globalClipnorm, if: arguments.globalClipnorm != nil)
    need(.ema, if: arguments.useEMA)
    need(.lossScaleFactor, if: arguments.lossScaleFactor != nil)
    need(.gradientAccumulation, if: arguments.gradientAccumulationSteps != nil)
    need(.excludeFromWeightDecay, if: exclusion != nil)
    switch arguments.learningRate {
    case .schedule(let schedule): features.append(.schedule(schedule.name))
    case .callable: features.append(.callableLearningRate)
    case .number, nil: break
    }
    need(.callableBeta, if: [arguments.beta1, arguments.beta2].contains { $0?.isCallable ?? false })
    features += featuresOfScript
    for constraint in variables.compactMap(\.constraint) { features.append(.constraint(constraint.name)) }
    need(.overwriteWithGradient, if: variables.contains(where: \.overwriteWithGradient))
    need(.mixedDTypes, if: variables.contains { $0.dtype != variables[0].dtype })
    need(.lossScaleOptimizer, if: lossScaleOptimizer != nil)
    need(.initialState, if: initialState != nil)
    if case .refusal = expectation { features.append(.errors) }
    return features
  }

  /// The features that the events need, in the order of their names.
  private var featuresOfScript: [Feature] {
    var (assigns, saves, finalizes, replicates) = (false, false, false, false)
    var (casts, misses, hasRows) = (false, false, false)
    for event in script {
      switch event {
      case .apply: break
      case .applyReplicas: replicates = true
      case .learningRate: assigns = true
      case .finalize: finalizes = true
      case .checkpoint: saves = true
      }
      for gradients in event.gradients {
        for (index, gradient) in gradients.enumerated() {
          switch gradient {
          case .missing: misses = true
          case .rows: hasRows = true
          case .dense: break
          }
          if index < variables.count, let dtype = gradient.dtype, dtype != variables[index].dtype {
            casts = true
          }
        }
      }
    }
    return [
      (Feature.assignLearningRate, assigns), (.checkpoint, saves), (.finalize, finalizes),
      (.gradientDType, casts), (.missingGradients, misses), (.replicas, replicates),
      (.sparseGradients, hasRows),
    ].compactMap { $1 ? $0 : nil }
  }
}
