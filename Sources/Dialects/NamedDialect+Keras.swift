extension NamedDialect {
  /// Accumulation as it was before 3.5, and what else was otherwise then.
  private static let beforeAccumulationChanged: [Mistake] = [
    .decayOnMicroSteps, .clippedOnMicroSteps, .biasOfRawCalls, .firstAverageByRawCalls,
    .overwritingCountedInCalls, .replicasFirstOnly, .innerFactorKept, .overwrittenDividedByScale,
    .nonNegAsProduct,
  ]

  private static let beforeOverwriting: [Mistake] =
    beforeAccumulationChanged + [.accumulatorsByPlaceAmongPresent, .overwrittenTrained]

  /// What all backends but TensorFlow have in common.
  private static let otherBackends: [Mistake] = [.patternsOnLastPart, .patternsWithoutSuffix]

  /// Keras itself: earlier versions, and other backends.
  static let ofKeras: [NamedDialect] = [
    NamedDialect(
      "keras-3.2.1-tensorflow", "Keras 3.0.2 to 3.2", "3.2.1", beforeOverwriting,
      note: "Before 3.2.1 clipvalue is also taken beside another clip argument."),
    NamedDialect("keras-3.4.1-tensorflow", "Keras 3.3 and 3.4", "3.4.1", beforeAccumulationChanged),
    NamedDialect(
      "keras-3.15.1-torch", "Keras on PyTorch", "3.15.1",
      otherBackends + [
        .squaresBeforeCast, .decayAsOneFactor, .momentumAsTwoProducts, .velocityAsTwoProducts,
        .accumulatorsMultipliedByZero, .overwrittenAverageSkipped,
      ],
      note: "With variables of several dtypes the step size is computed in that of the first."),
    NamedDialect(
      "keras-3.15.1-jax", "Keras on JAX", "3.15.1",
      otherBackends + [.accumulatorsOfPresentEmptied, .unscaledByReciprocal, .meanByReciprocal]),
    NamedDialect(
      "keras-3.15.1-numpy", "Keras on NumPy", "3.15.1",
      otherBackends + [.sumsPairwise, .overwrittenAverageSkipped]),
  ]
}
