extension Feature {
  /// The features that the protocol knows.
  package static let known: Set<Feature> = Set(
    [
      amsgrad, clipnorm, clipvalue, globalClipnorm, ema, lossScaleFactor, gradientAccumulation,
      excludeFromWeightDecay, callableLearningRate, callableBeta, assignLearningRate, finalize,
      missingGradients, mixedDTypes, gradientDType, sparseGradients, lossScaleOptimizer,
      overwriteWithGradient, replicas, optimizer(OptimizerClass.adam.rawValue), checkpoint, initialState,
      errors, flushSubnormals,
    ] + reported + Schedule.names.map(schedule) + Constraint.names.map(constraint))

  /// The features that no case needs: a port that declares them promises to report something.
  package static let reported = [state, trace]
}
