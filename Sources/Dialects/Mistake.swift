/// Something that people get wrong, or do otherwise, in an AdamW.
///
/// Each is one change of the model: the place where ``Model`` asks for it. What it is in words, and which rules it
/// breaks, is its ``description``.
public enum Mistake: Int, CaseIterable, Sendable {
  // Single operations.
  case bfloat16TiesAway, bfloat16Truncated, constantsRoundedOnce, constantsThroughFloat32, cosineInDouble,
    doublesCastOnce, everythingInDouble, float16SubnormalsFlushed, flushedAfterRounding, flushedToPlusZero,
    liftedProductKept, liftedQuotientKept, logarithmInDouble, minusZeroLost, powersInDouble,
    roundedTowardZero, roundedUp, sixteenBitsInFloat32, subnormalOperandsKept, subnormalResultsKept,
    subnormalsKept

  // Sums.
  case axisSumsAsTotals, bfloat16SumsRounded, columnSumsInOrder, float16FoldRounded, float16SumsInFloat32,
    float64SumsAsFloat32, noAxesMeanAll, runsOfSingleAxes, sumLeavesShorter, sumPacketsOfFour,
    sumPacketsOfSixteen, sumSplitWithinRow,
    sumsInDouble, sumsInOrder, sumsNotSplit, sumsPairwise

  // Arguments that are not given.
  case defaultAlphaTenth, defaultAmsgradOn, defaultBeta1, defaultBeta2, defaultClipnormOne,
    defaultConstraintAxisLast,
    defaultDecayOfOptax, defaultDecayOfPyTorch, defaultDecayZero, defaultEMAMomentum, defaultEndRateZero,
    defaultEpsilonOfBurn, defaultEpsilonOfPyTorch, defaultEpsilonOfTransformers, defaultGrowthSteps,
    defaultInitialScale, defaultMaxNormOne, defaultMinMaxRateHalf, defaultPeakFactorHalf,
    defaultPeriodFactorOne, defaultPowerTwo, defaultRateOfTorchExamples, defaultStaircaseOn

  // The learning rate and its schedules.
  case assignedRateFlushed, boundariesCutAsDoubles, boundariesRounded, boundariesRoundedDown,
    boundaryBeginsNext, callableAskedOnce, callableRateIgnored, cosineAlphaAsRate, cosineAlphaIgnored,
    cosineNotBounded,
    cosineNotHalved, cosineOneMinusAlphaInFloat32, cycleBeginsAtEnd, cycleIgnored, decayDuringWarmup,
    exponentialOfProduct, exponentialStepsIgnored, inverseTimeOfRoot, inverseTimeStepsIgnored, piRoundedDown,
    piecewiseSearched,
    polynomialEndAdded, polynomialEndIgnored, polynomialNotBounded, polynomialOfPower,
    polynomialPowerIgnored, rateAssignedLate, rateAssignedToSchedule, rateAssignmentIgnored, rateBecomesAlpha,
    rateDirect,
    rateIgnored, restartAlphaIgnored, restartOneMinusAlphaInDouble, restartPeakIgnored, restartPeaksAdded,
    restartPeriodIgnored,
    restartsIgnored, restartsOnTime, scheduleAtStartOnly, scheduleBeginsAgain, scheduleOfUpdates,
    scheduleOneAhead, scheduleOneBehind, schedulesInDouble, staircaseAlways, staircaseIgnored,
    staircaseOneAhead,
    staircaseRounded, warmupFromZero, warmupIgnored, warmupOneAhead, warmupOneLonger, warmupTargetForgotten,
    warmupWithinDecaySteps

  // The step number and the step size.
  case alphaDividedFirst, alphaOfQuotient, alphaTimesQuotient, beta1Ignored, beta2Ignored,
    betasOfPowersDirect, betasSwapped, biasCorrectionInDouble, biasCorrectionInverted, biasCorrectionMissing,
    biasCorrectionOfMomentumOnly, biasCorrectionOfVelocityOnly, biasCorrectionRootOfBoth,
    biasCorrectionWithoutRoot, biasCorrectionsExchanged, biasOfFirstStepOnly, biasOfRawCalls,
    callableBetasIgnored, oneMinusBetaInDType, oneMinusBetaInFloat32, powersByProduct, powersBySquaring,
    powersOfBeta1, powersOfBeta2, stepNumberAddedInDType, stepNumberCountsGradients,
    stepNumberCountsVariables, stepNumberFromZero, stepNumberInFloat32, stepNumberNotRestored,
    stepNumberOneAhead, stepsCountedByVariable

  // Moments and update.
  case betaZeroIsPlainDescent, amsgradAfterUpdate, amsgradIgnored, amsgradNotStored,
    amsgradOfCorrectedVelocity,
    amsgradOfCorrectedVelocityAsIs, amsgradOfOldVelocity, amsgradReplacesVelocity, amsgradSmallest,
    epsilonAddedToQuotient,
    epsilonAsLowerBound, epsilonAsLowerBoundInside, epsilonBesideCorrectedVelocity, epsilonIgnored,
    epsilonInsideAndOutside, epsilonInsideCorrectedRoot, epsilonInsideRoot, epsilonMissing,
    epsilonOfZeroIsDefault, epsilonSquaredInsideRoot, epsilonSubtracted, epsilonTenTimes,
    epsilonThroughFloat32, firstMomentsAreGradients, firstMomentumIsGradient, firstVelocityIsSquare,
    momentsFused, momentsInOneArray, momentsShareArray,
    momentumAsTwoProducts, momentumKeptCorrected, momentumOfGradientUnweighted, momentumWeightsExchanged,
    momentumWithBeta2,
    momentumWithPower, nanLostByAmsgrad, nesterovMomentum, otherDTypeRefused, rateMissing, rateTwice,
    restOfEightSkipped,
    restOfFourSkipped,
    squaresBeforeCast, updateAdded,
    updateByReciprocal, updateOfGradient, updateOfOldMomentum, updateOfOldVelocity, updateOfSign,
    updateWithoutRoot, velocityAsMaximum, velocityAsTwoProducts, velocityBeginsAtOne, velocityKeptCorrected,
    velocityOfDeviation,
    velocityOfGradientUnweighted, velocityOfMagnitude, velocityOfMomentum, velocityOfUnclipped,
    velocityOfWeightedGradient, velocitySummed, velocityWeightsExchanged, velocityWithBeta1,
    zeroElementsSkipped

  // Weight decay.
  case adamDecayIgnored, adamDecays, adamDecaysByDefault, decayAdded, decayAfterUpdate, decayAsL2,
    decayAsL2BeforeClipping,
    decayAsL2Besides, decayAsOneFactor, decayAtInitialRate, decayConstantsFirst, decayDirect, decayDoubled,
    decayFused, decayHalved, decayIgnored, decayInsideUpdate, decayInsideUpdateTimesAlpha,
    decayOfBiasesSkipped, decayOfFirstOnly, decayOfMatricesOnly, decayOfMissing, decayOfNegativeSkipped,
    decayOfSign,
    decayOfZeroSkipped, decayOnMicroSteps, decayRateFirst, decayTimesAlpha, decayTimesSquaredRate,
    decayTowardsStart, decayWithoutRate, emptyPatternIgnored, allExcludedIsNone, excludedNamesForgotten,
    excludedNotUpdated,
    excludedVariablesForgotten, exclusionIgnored, exclusionInverted, firstPatternOnly, namesReplaceVariables,
    variablesReplaceNames, patternsEqualNames, patternsIgnoreCase, patternsLiteral, patternsMatchStart,
    patternsMatchWhole,
    patternsMatchWholeWithSuffix, patternsOnLastPart, patternsWithoutSuffix, weightDecayArgumentIgnored

  // Clipping.
  case clipAlwaysScales, clipAlwaysScalesButZeros, clipDropsLarge, clipLeavesSmallAlone, clipNegativeIsOn,
    clipNegativeRefused,
    clipSkipsNonFinite,
    clipTinyIsOff, clipWithoutThreshold, clipZeroIsOn, clipnormAsGlobal, clipnormByElement, clipnormByRow,
    clipnormFactorFirst, clipnormIgnored, clipnormNotRooted, clipnormOfAll, clipnormOfFirst,
    clipnormOfLargest, clipnormOfMagnitudes, clipnormOfMeanSquare, clipnormOfSmaller, clipnormOfSumSoFar,
    clipnormOfVariableBefore, clipnormOfZeroIsNaN, clipnormWithoutProduct, clippedBeforeUnscaling,
    clippedFirstOfOneCall,
    clippedFirstVariableOnly, clippedOnMicroSteps, clipvalueAboveOnly, clipvalueBelowOnly, clipvalueByNorm,
    clipvalueDropsLarge,
    clipvalueHalf, clipvalueIgnored, clipvalueSkipsNonFinite, globalClipAlwaysScales,
    globalClipSkipsNonFinite,
    globalClipWithoutProduct, globalClipWithoutThreshold, globalClipnormIgnored, globalFactorOfQuotient,
    globalNanNotSpread, globalNormByName, globalNormByVariable, globalNormMean, globalNormNotRooted,
    globalNormOfLargest, globalNormOfLast, globalNormOfMagnitudes, globalNormOfMeanSquare, globalNormOfNorms,
    globalNormOfZeroIsNaN, globalNormPlusEpsilon,
    clipvalueLosesSign, nanLostByClipnorm, nanLostByClipvalue, normNotRooted, normOfLargest, normOfMagnitudes,
    normPlusEpsilon,
    normPlusSmallEpsilon, normSquaresFused, updateClipped

  // Loss scale factor and accumulation.
  case accumulatedMeans, accumulatedOfAnyDType, accumulatedRowsOverwrite, accumulatedRowsRefused,
    accumulatedSum,
    accumulatedUpdatesMissing, accumulationIgnored, accumulatorKeepsLargest, accumulatorKeepsLast,
    accumulatorsByPlaceAmongPresent, accumulatorsMultipliedByZero, accumulatorsNotEmptied,
    accumulatorsOfPresentEmptied, accumulatorsShareArray, cycleBeginsAgain, cyclesOneLonger,
    firstOfCycleLost, iterationsCountPresentCall, lossScaleIgnored, lossScaleMultiplied, lossScaleZeroIsOff,
    meanByReciprocal, meanDividesAccumulatorOnly, meanOfLastOnly, meanOfMeans, meanOfMeansAndLast,
    meanOfOneLess, meanOfOneMore, meanOfPresent, meanWithLastTwice, meanWithoutLast, microStepsNotCounted,
    unscaledAfterClipping, unscaledByReciprocal, unscaledOnUpdatesOnly, unscaledTwice, updatesFirstInCycle,
    updatesOneCallEarly, updatesOneCallLate

  // Averages.
  case averageAsDifference, averageBeforeUpdate, averageBeginsAgain, averageConstantInDouble,
    averageCorrectedForBias, averageFromInitialWeights, averageFromZero, averageFused, averageIgnored,
    averageOfAll, averageOfConstrained, averageOfDecayedOnly, averageOfPresentOnly, averageOncePerUpdate,
    averageSharesArray, averageWarmsUp, averageWeightsExchanged, averageWeightsExchangedAtFirst,
    emaMomentumIgnored, finalizeBeforeFirstIgnored, finalizeExchanges, finalizeIgnored, finalizeProjects,
    finalizeSharesArray, finalizeWithoutAveragesRefused, firstAverageByRawCalls, frequencyTurnsAveragesOn,
    overwritingBeforeAverage,
    overwritingByZeroIsEveryCall,
    overwritingCountedInCalls,
    overwritingEveryCall, overwritingExchanges, overwritingFirstCall, overwritingFromThenOn,
    overwritingIgnored, overwritingOnUpdatesOnly, overwritingOnce, overwritingOneEarly, overwritingOneLate,
    overwritingPresentOnly, overwritingSharesArray, overwritingWithoutFrequency

  // Which variables, which state, which count.
  case counterMovesFirst, counterOfFloat32, counterOfInt32, counterRestoredAsUpdates, counterRestoredOneAhead,
    emptyListCounts,
    emptyListRepeatsLast, initialAccumulatorIgnored, initialAverageIgnored, initialCounterIgnored,
    initialLossScaleIgnored,
    initialMomentumIgnored,
    initialRateIgnored, initialScaleCounterIgnored, initialSlotsIgnored, initialVelocityHatIgnored,
    initialVelocityHatOfVelocity, initialVelocityIgnored,
    lastVariableSkipped, loopStopsAtMissing, missingAsZeros, missingAsZerosOnceUpdated,
    missingKeepsLastGradient, momentsNotInitialized,
    nonFiniteCallIgnored,
    nonFiniteMeanDropped, nonFiniteMeanSkipped, nonFiniteStepSkipped, optimizerReused, slotsShareArray,
    stateByLastName, stateByName, stateByPlaceAmongPresent, stateByShape, stateCountsUpdates, stateShared,
    zeroCallIgnored

  // Sparse gradients.
  case negativeRowsNotNormed, negativeRowsScaled, negativeRowsWrap, sparseClipvalueDense,
    sparseGlobalNormOfRows,
    sparseGlobalNormOfSums, sparseGlobalStaysSparse, sparseLastRowWins, sparseNormDense, sparseNormOfSums,
    sparseRowsAddedFirst, sparseRowsDecayedOnly, sparseRowsUpdatedOnly, sparseUnscaled

  // The loss scale optimizer.
  case dividedByNewScale, dividedInGradientDType, growthCounterNotReset, growthStepsIgnored, infinityNotSeen,
    initialScaleNotFlushed, innerFactorKept, nonFiniteScaledStepTaken, scaleAtLeastOne, scaleBounded,
    scaleByReciprocal, scaleCounterNotReset, scaleCountsUpdatesOnly, scaleGrowsOneEarly, scaleGrowsOneLate,
    scaleLooksAtAllReplicas, scaleLooksAtAllRows, scaleMultiplied, scaleNotDivided, scaleNotDoubled,
    scaleNotHalved, scaleOfZeroRefused, scaleQuartered, skippedScaledStepCounts

  // Overwritten variables.
  case overwrittenAccumulatorKept, overwrittenAdded, overwrittenAverageSkipped, overwrittenByLastReplica,
    overwrittenCallAverages, overwrittenCastAfterRows, overwrittenDividedByScale, overwrittenFinalizes,
    overwrittenFlushed, overwrittenHasSlots, overwrittenIgnored, overwrittenInGlobalNorm,
    overwrittenKeepsLast,
    overwrittenKeepsSum, overwrittenNotLookedAt, overwrittenOnEveryCall, overwrittenSubtracted,
    overwrittenTrained, overwrittenUnscaled

  // Constraints.
  case constraintAxesReversed, constraintAxisIgnored, constraintEpsilonInsideRoot, constraintEpsilonMissing,
    constraintsIgnored, constraintsOnAll, constraintsOnUpdatesOnly, maxNormAlwaysScales,
    maxNormLeavesSmallAlone, minMaxLowerIgnored, minMaxRateIgnored, minMaxUpperIgnored, nonNegAsProduct,
    nonNegOfMagnitude,
    unitNormOfZeroKept

  // Replicas.
  case replicaRowsAddedFirst, replicasAddedFirst, replicasCountTwice, replicasFirstOnly, replicasMean,
    replicasShareAccumulators

  // Checkpoints.
  case accumulatorsLostAtCheckpoint, averageLostAtCheckpoint, averagesAndAccumulatorsExchanged,
    configurationLostAtCheckpoint, counterLostAtCheckpoint, counterSavedAsUpdates,
    emptyAccumulatorLostAtCheckpoint,
    exclusionLostAtCheckpoint, momentsExchangedAtCheckpoint, momentsExchangedOnLoad, momentsLostAtCheckpoint,
    rateOfConfigurationLost, scaleCounterLostAtCheckpoint, scaleLostAtCheckpoint, scheduleOfConfigurationLost,
    stepNumberLostAtCheckpoint,
    velocityHatLostAtCheckpoint

  // Refusals.
  case accumulationOfOneTaken, accumulationOfZeroRefused, anyEMAMomentumTaken, anyFrequencyTaken,
    anyRateTaken, anyScheduleTaken, axesBeyondTaken, betasOfOneRefused, epsilonZeroRefused,
    extremeEMAMomentumRefused, lastClipNamed, missingDecayTaken, mixedGlobalNormRefusedAlways,
    mixedGlobalNormTaken, negativeDecayRefused, negativeRateRefused, negativeRowsRefused, noGradientsTaken,
    offAveragesChecked, offClipsNotCounted, overwrittenAloneRefused, severalClipsTaken

  // A step in a graph, and the schedules in it.
  case accumulatedRowsOfOtherDTypeTaken, bfloat16ConstantsRoundedOnce, callableAskedAlways,
    callableAskedAtConstruction, callableAskedForAllKinds, decayBesideSchedule,
    decayConstantsMeetIn16Bits, decayInEagerOrder, decayOfConstantRateByRank, decayOfOneElementAsScalar,
    decayOfOneElementJoint, decayOfScalarsJoint, epsilonOfZeroDivided, epsilonOfZeroInPacketsOnly,
    epsilonOfZeroWithoutPackets, epsilonRoundedToZeroDivided, float16ConstantsThroughFloat32, meanByDivision,
    mixedGlobalNormAccumulated, overwritingRefusedWhenDue, overwrittenAccumulatedOfAnyKind,
    reciprocalsInDouble, replicasAccumulate,
    replicasOfSeveralDTypes, replicasOverwrite, skippedStepsNotTraced, unscaledByDivision

  case cosineByDivision, cosineConstantsApart, cycleByDivision, cyclePlaceByReciprocal, exponentialByDivision,
    inverseTimeByDivision, inverseTimeConstantsApart, polynomialByDivision, polynomialByPower,
    polynomialCubeInTurn, polynomialRootDivided, restartConstantsApart, restartLogarithmByDivision,
    restartPlaceByReciprocal, restartSumByDivision, restartsByDivision, restartsInEagerOrder,
    restartsToZeroAsOthers, staircaseByDivision, warmedCosineByReciprocal, warmupByReciprocal
}
